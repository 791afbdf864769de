"""MiniStack with one door more, with batches of messages as large as on AWS, and with an issuer that can be reached.

The door: POST /_cleandesk/aws-events takes the body of PutEvents, with sources of AWS's own. As on AWS, nobody can put an
event whose source begins with `aws.`. Here the desktop cloud plays AWS and has to: its WorkSpaces calls, logins and alarms
come out of the default bus like the real ones.

The batches: SQS gives ten messages at a time at most, and Lambda gathers as many as its BatchSize says. MiniStack stops at
ten; what goes 25 a call on AWS would go ten a call here.

The issuer: Cognito's tokens and its OpenID configuration name an address of AWS's, where nobody on this machine finds that
configuration. Here they name this one, so that a browser and the API's authorizer go by the issuer alone, as on AWS.
Everything else is MiniStack's.
"""

import contextlib
import json
import os
import shutil
import sys
import tempfile
from importlib.metadata import version

DOOR = "/_cleandesk/aws-events"
PINNED = "1.5.33"


def changed(what):
    sys.exit(f"launch.py: MiniStack {version('ministack')} differs from {PINNED}: {what}. Pin {PINNED} again or adapt launch.py.")


# Functions are unpacked below the temp folder and left there: a folder of our own can be removed at the end. It is this
# process's alone: a second one, which finds the port in use and ends, would take the functions of the first with it.
# It is set before MiniStack is imported, since that reads the temp folder's name while it loads.
home = os.environ.get("CLEANDESK_TEMP")
unpacked = home and os.path.join(home, str(os.getpid()))
if unpacked:
    shutil.rmtree(unpacked, ignore_errors=True)
    os.makedirs(unpacked)
    tempfile.tempdir = unpacked
    make_folder = tempfile.mkdtemp

    def make_folder_again(*args, **kwargs):
        # Systems empty their temp folder now and then. What a function is unpacked to comes again, if its parent does.
        os.makedirs(unpacked, exist_ok=True)
        return make_folder(*args, **kwargs)

    tempfile.mkdtemp = make_folder_again

from ministack import app  # noqa: E402
from ministack.services import cognito, eventbridge, sqs  # noqa: E402

behind = getattr(app, "_handle_admin_config_request", None)
put_events = getattr(eventbridge, "_put_events", None)
receive = getattr(sqs, "_receive_messages_for_esm", None)
sign = getattr(cognito, "_signed_jwt", None)
describe_issuer = getattr(cognito, "well_known_openid_configuration", None)
if not callable(behind):
    changed("app._handle_admin_config_request is gone")
if not callable(put_events) or "allow_aws_source" not in put_events.__code__.co_varnames:
    changed("eventbridge._put_events no longer takes allow_aws_source")
if not callable(receive) or receive.__code__.co_varnames[:2] != ("queue_url", "max_number"):
    changed("sqs._receive_messages_for_esm is another one")
if not callable(sign) or sign.__code__.co_varnames[:2] != ("claims", "pool_id"):
    changed("cognito._signed_jwt is another one")
if not callable(describe_issuer) or describe_issuer.__code__.co_varnames[:1] != ("pool_id",):
    changed("cognito.well_known_openid_configuration is another one")


def receive_batch(queue_url, max_number):
    batch = receive(queue_url, max_number)
    more = batch
    while more and len(batch) < max_number:
        more = receive(queue_url, max_number - len(batch))
        batch = batch + more
    return batch


sqs._receive_messages_for_esm = receive_batch


def issuer_of(pool_id):
    return f"http://{os.environ.get('BIND_HOST', '127.0.0.1')}:{os.environ.get('GATEWAY_PORT', '4566')}/{pool_id}"


def sign_as_issuer(claims, pool_id="", use=""):
    return sign({**claims, "iss": issuer_of(pool_id)} if pool_id else claims, pool_id, use)


def describe_as_issuer(pool_id, *rest, **named):
    status, headers, body = describe_issuer(pool_id, *rest, **named)
    return status, headers, json.dumps({**json.loads(body), "issuer": issuer_of(pool_id)}).encode()


cognito._signed_jwt = sign_as_issuer
cognito.well_known_openid_configuration = describe_as_issuer


async def with_door(path, method, body):
    if path != DOOR or method != "POST":
        return await behind(path, method, body)
    try:
        request = json.loads(body)
    except json.JSONDecodeError as error:
        return 400, {"Content-Type": "application/json"}, json.dumps({"message": f"no JSON: {error}"}).encode()
    if not isinstance(request, dict) or not isinstance(request.get("Entries"), list):
        return 400, {"Content-Type": "application/json"}, b'{"message": "Entries is missing"}'
    return put_events(request, allow_aws_source=True)


app._handle_admin_config_request = with_door

if __name__ == "__main__":
    try:
        app.main()
    finally:
        if unpacked:
            shutil.rmtree(unpacked, ignore_errors=True)
            with contextlib.suppress(OSError):
                os.rmdir(home)
