"""Reads commands of the AWS CLI from stdin, a JSON list of lists of words, and prints what became of each.

In one process: to import the CLI takes longer than to read a command. The environment has an endpoint at which nobody listens.
"""

import contextlib
import io
import json
import sys

from awscli.clidriver import create_clidriver


def said(words):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            create_clidriver().main(words)
        except SystemExit:
            pass
    return err.getvalue()


print(json.dumps([said(words) for words in json.load(sys.stdin)]))
