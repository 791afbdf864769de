"""Every operation of WorkSpaces that is done here, with the AWS CLI. Prints what was called how often."""

import contextlib
import io
import json
import os
import pathlib
import re
import sys
import urllib.request

from awscli.botocore import xform_name
from awscli.clidriver import create_clidriver

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "cases"))
from chains import Player, Refused  # noqa: E402

endpoint = sys.argv[1]
os.environ |= {
    "AWS_ENDPOINT_URL_WORKSPACES": endpoint,
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_MAX_ATTEMPTS": "1",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "AWS_PAGER": "",
}
error_line = re.compile(r"An error occurred \((\w[\w.]*)\) when calling the (\w+) operation: (.+)")


def without_bytes(value):
    """JSON on a command line of version 1 can hold no bytes but those of a text; a logo is given by shell."""
    if isinstance(value, list):
        return [without_bytes(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: without_bytes(member) for name, member in value.items() if not isinstance(member, bytes)}


class Cli:
    """Runs of `aws` in this process: a process for each would take minutes."""

    def __init__(self):
        self.drivers = {}

    def of(self, place):
        os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_DEFAULT_REGION"] = place
        # A driver remembers the credentials that it first saw, and not the region.
        if place not in self.drivers:
            self.drivers[place] = create_clidriver()
        return self.drivers[place]

    def run(self, operation, given, place, *options):
        command = ["workspaces", xform_name(operation, "-"), "--output", "json"]
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
            code = self.of(place).main(
                [*command, "--cli-input-json", json.dumps(without_bytes(given)), *options]
            )
        said = err.getvalue().strip()
        if code != 0:
            refusal = error_line.search(said)
            assert refusal and refusal[2] == operation, f"{code}: {said}"
            raise Refused(refusal[1], refusal[3])
        assert said == "", said
        return json.loads(out.getvalue() or "{}")

    def call(self, operation, given, place):
        return self.run(operation, given, place, "--no-paginate")

    def pages(self, operation, given, place, member, size):
        pages, asked = [], {**given, **(size or {})}
        while True:
            answer = self.call(operation, asked, place)
            pages.append(answer.get(member, []))
            if "NextToken" not in answer:
                break
            asked["NextToken"] = answer["NextToken"]
        # Left alone, the CLI pages by itself where botocore has a paginator.
        told = self.all_at_once(operation, given, place, size)
        if told is not None:
            assert len(told.get(member, [])) == sum(len(page) for page in pages), told
        return pages

    def all_at_once(self, operation, given, place, size):
        if operation not in paginators:
            return None
        before = calls()
        options = [] if size is None else ["--page-size", str(next(iter(size.values())))]
        told = self.run(operation, given, place, *options)
        assert calls() - before > 1, f"{operation} was asked for one page"
        return told


def calls():
    with urllib.request.urlopen(f"{endpoint}/_control/calls?after=1000000000") as answer:
        return json.load(answer)["total"]


session = create_clidriver().session
paginators = session.get_component("data_loader").load_service_model("workspaces", "paginators-1")["pagination"]
known = set(session.get_service_model("workspaces").operation_names)
print(json.dumps({"operations": Player(endpoint, Cli(), known).play(), "known": sorted(known)}))
