"""Puts the seeds' functions onto a local stack as their texts have one click them together.

    python deploy.py cycle | rebuild

`cycle`: rules for CreateWorkspaces and TerminateWorkspaces on the default bus, an alarm's SNS topic, three functions.
`rebuild`: a topic and one function, that rebuilds at once. Prints what it made, as JSON: function names and, of `rebuild`,
the topic that somebody's alarms have to tell.

Functions have what the texts give them: 128 MB, which is Lambda's default, and 15 minutes for the one that waits. AWS's
runtime for Python brings boto3: here it lies where PYTHONPATH says.
"""

import io
import json
import os
import sys
import zipfile
from pathlib import Path

import boto3

HERE = Path(__file__).parent
ACCOUNT = "000000000000"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/Lambda_WorkSpaces_Functions"
MEMORY_MB = 128


def code(*files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in files:
            archive.write(HERE / name, name)
    return packed.getvalue()


def put_function(name, module, beside, timeout, environment):
    made = boto3.client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.12",
        Role=ROLE,
        Handler=f"{module}.handler",
        Code={"ZipFile": code(f"{module}.py", *beside)},
        Timeout=timeout,
        MemorySize=MEMORY_MB,
        Environment={"Variables": {**passed_on(), **environment}},
    )
    return made["FunctionArn"]


def passed_on():
    """Where the emulators are, and how many times faster to wait."""
    return {
        name: value
        for name, value in os.environ.items()
        if name.startswith("AWS_ENDPOINT_URL") or name in ("PYTHONPATH", "TIMES_FASTER", "ALARM_PERIOD_SECONDS")
    }


def on_call(operation, name, arn):
    """A rule on the default bus, for one operation of WorkSpaces that CloudTrail tells of."""
    events = boto3.client("events")
    pattern = {
        "source": ["aws.workspaces"],
        "detail-type": ["AWS API Call via CloudTrail"],
        "detail": {"eventSource": ["workspaces.amazonaws.com"], "eventName": [operation]},
    }
    events.put_rule(Name=name, EventPattern=json.dumps(pattern))
    events.put_targets(Rule=name, Targets=[{"Id": "function", "Arn": arn}])


def subscribed(topic_name, arn):
    topics = boto3.client("sns")
    topic = topics.create_topic(Name=topic_name)["TopicArn"]
    topics.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=arn)
    return topic


def cycle():
    rebuild = put_function(
        "Workspace_Term_Rebuild", "terminate_rebuild", ["waiting.py", "disconnected.py"], 900, {"AWS_SDK_UA_APP_ID": "seed"}
    )
    topic = subscribed("Workspace_Disconnected_Topic", rebuild)
    named = {"AWS_SDK_UA_APP_ID": "seed", "TOPIC_ARN": topic}
    create = put_function("Workspace_Alarm_Create", "alarm_create", [], 30, named)
    delete = put_function("Workspace_Alarm_Del", "alarm_delete", [], 30, {"AWS_SDK_UA_APP_ID": "seed"})
    on_call("CreateWorkspaces", "Workspace_Create", create)
    on_call("TerminateWorkspaces", "Workspace_Term", delete)
    return {"functions": ["Workspace_Alarm_Create", "Workspace_Alarm_Del", "Workspace_Term_Rebuild"], "topic": topic}


def rebuild():
    arn = put_function("Workspace_Rebuild", "rebuild_at_once", ["disconnected.py"], 30, {"AWS_SDK_UA_APP_ID": "seed"})
    return {"functions": ["Workspace_Rebuild"], "topic": subscribed("Workspace_Rebuild_Topic", arn)}


if __name__ == "__main__":
    print(json.dumps({"cycle": cycle, "rebuild": rebuild}[sys.argv[1]]()))
