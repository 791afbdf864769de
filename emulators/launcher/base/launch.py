"""MiniStack with one door more, with batches of messages as large as on AWS, with an issuer that can be reached, and with
workflows that notice when a function dies.

The door: POST /_cleandesk/aws-events takes the body of PutEvents, with sources of AWS's own. As on AWS, nobody can put an
event whose source begins with `aws.`. Here the desktop cloud plays AWS and has to: its WorkSpaces calls, logins and alarms
come out of the default bus like the real ones.

The batches: SQS gives ten messages at a time at most, and Lambda gathers as many as its BatchSize says. MiniStack stops at
ten; what goes 25 a call on AWS would go ten a call here.

The issuer: Cognito's tokens and its OpenID configuration name an address of AWS's, where nobody on this machine finds that
configuration. Here they name this one, so that a browser and the API's authorizer go by the issuer alone, as on AWS.

Terraform: what its provider asks with a body is taken up a moment after it has come. AWS never answers before the client
has finished writing; an emulator on the same machine does, and then the provider's Go client closes the connection now and
then, asks again, and is told that what it has just made exists already ("Function already exist"), or makes it twice.

The workflows: a step that waits for a task token fails on AWS when its function could not be called, or died, and is tried
again. MiniStack goes on waiting for a token that nobody has, until the step's time is over. Here it fails, too.

Everything else is MiniStack's.
"""

import asyncio
import contextlib
import json
import os
import shutil
import sys
import tempfile
import threading
from importlib.metadata import version

DOOR = "/_cleandesk/aws-events"
PINNED = "1.5.33"
# Seconds until what Terraform asks is taken up: a busy machine runs the client's writer again within less.
WRITTEN = 0.1


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
from ministack.services import cognito, eventbridge, sqs, stepfunctions  # noqa: E402

serve = getattr(app, "app", None)
behind = getattr(app, "_handle_admin_config_request", None)
put_events = getattr(eventbridge, "_put_events", None)
receive = getattr(sqs, "_receive_messages_for_esm", None)
sign = getattr(cognito, "_signed_jwt", None)
describe_issuer = getattr(cognito, "well_known_openid_configuration", None)
wait_for_token = getattr(stepfunctions, "_invoke_with_callback", None)
call_function = getattr(stepfunctions, "_call_lambda", None)
if not callable(serve) or serve.__code__.co_varnames[:3] != ("scope", "receive", "send"):
    changed("app.app is another one")
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
if not callable(wait_for_token) or wait_for_token.__code__.co_varnames[:3] != ("resource", "input_data", "token"):
    changed("stepfunctions._invoke_with_callback is another one")
if not callable(call_function) or not {"_ExecutionError", "_task_tokens"} <= set(dir(stepfunctions)):
    changed("stepfunctions calls functions in another way")


def is_of_terraform(scope):
    return scope["type"] == "http" and any(
        name == b"user-agent" and b"terraform-provider-aws" in value for name, value in scope["headers"]
    )


async def serve_once_written(scope, receive, send):
    if not is_of_terraform(scope):
        return await serve(scope, receive, send)
    has_body = False

    async def receive_once_written():
        nonlocal has_body
        message = await receive()
        has_body = has_body or bool(message.get("body"))
        if message["type"] == "http.request" and has_body and not message.get("more_body"):
            await asyncio.sleep(WRITTEN)
        return message

    return await serve(scope, receive_once_written, send)


app.app = serve_once_written


def receive_batch(queue_url, max_number):
    batch = receive(queue_url, max_number)
    more = batch
    while more and len(batch) < max_number:
        more = receive(queue_url, max_number - len(batch))
        batch = batch + more
    return batch


sqs._receive_messages_for_esm = receive_batch


waiting = threading.local()


def wait_for_token_of(resource, input_data, token, state_def):
    waiting.token = token
    try:
        return wait_for_token(resource, input_data, token, state_def)
    finally:
        waiting.token = None


def call_function_and_notice(func_ref, event):
    try:
        return call_function(func_ref, event)
    except stepfunctions._ExecutionError as failure:
        task = stepfunctions._task_tokens.get(getattr(waiting, "token", None))
        # Whoever answered the token before the function died has ended the step.
        if task is not None and not task["event"].is_set():
            task["error"] = {"Error": failure.error, "Cause": failure.cause}
            task["event"].set()
        raise


stepfunctions._invoke_with_callback = wait_for_token_of
stepfunctions._call_lambda = call_function_and_notice


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
