"""LocalStack on this machine's loopback, without Docker, and with JSONata.

The loopback: it reads in GATEWAY_LISTEN where to listen, and then listens on all interfaces. Here it listens where it was told.

JSONata: its Step Functions evaluate it in a Java machine, which it downloads. Here jsonata-python does, as in MiniStack.

Everything else is LocalStack's. What it downloads when it is asked for it (DynamoDB, functions in containers) is not had here.
"""

import functools
import sys
from importlib.metadata import version

PINNED = "2026.3.0"


def changed(what):
    sys.exit(
        f"launch.py: LocalStack {version('localstack-core')} differs from {PINNED}: {what}. Pin {PINNED} again or adapt launch.py."
    )


import jsonata  # noqa: E402
from localstack import config  # noqa: E402
from localstack.runtime.server import twisted  # noqa: E402
from localstack.services.stepfunctions.asl.jsonata import jsonata as evaluation  # noqa: E402

if not hasattr(evaluation, "_eval_jsonata") or not hasattr(evaluation, "JSONataException"):
    changed("expressions are evaluated elsewhere")
if not hasattr(getattr(twisted, "endpoints", None), "TCP4ServerEndpoint"):
    changed("its server listens in another way")


def evaluated(expression):
    try:
        return jsonata.Jsonata(expression).evaluate(None)
    except Exception as error:
        raise evaluation.JSONataException("UNKNOWN", str(error)) from error


evaluation._eval_jsonata = evaluated

endpoints = twisted.endpoints
where = config.GATEWAY_LISTEN[0].host


class OnLoopback:
    """The module of endpoints, whose server for IPv4 listens on one interface."""

    def __getattr__(self, name):
        return getattr(endpoints, name)

    TCP4ServerEndpoint = staticmethod(functools.partial(endpoints.TCP4ServerEndpoint, interface=where))


twisted.endpoints = OnLoopback()

from localstack.runtime.main import main  # noqa: E402

main()
