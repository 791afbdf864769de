"""Leads a desktop, an alarm and a schedule through their lives with boto3, in the protocol given as second argument."""

import datetime
import sys
import time

import boto3
import botocore.model
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint, protocol = sys.argv[1:3]
# boto3 chooses by this order among the protocols that a service model lists; newer releases prefer CBOR.
order = [protocol, *(p for p in botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS if p != protocol)]
botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS = tuple(order)


def client(service, **more):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name="eu-west-1",
        aws_access_key_id="AKIABOTO",
        aws_secret_access_key="secret",
        config=Config(retries={"mode": "standard", "max_attempts": 8}, **more),
    )


def eventually(look, seconds=15):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come to pass")


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error.response
        assert error.response["Error"]["Message"], error.response
        return error
    raise AssertionError(f"{code} was expected")


workspaces = client("workspaces")
# A Query-only release of boto3 has no choice; the two that matter list CBOR and JSON.
assert workspaces.meta.service_model.resolved_protocol == protocol, workspaces.meta.service_model.resolved_protocol

directory = workspaces.describe_workspace_directories()["Directories"][0]["DirectoryId"]
bundle = workspaces.describe_workspace_bundles(Owner="AMAZON")["Bundles"][0]
assert isinstance(bundle["CreationTime"], datetime.datetime)
user = f"{'eva' if protocol == 'json' else 'finn'}.berg"
created = workspaces.create_workspaces(
    Workspaces=[
        {
            "DirectoryId": directory,
            "UserName": name,
            "BundleId": bundle["BundleId"],
            "RootVolumeEncryptionEnabled": False,
            "WorkspaceProperties": {"RunningMode": "AUTO_STOP", "RunningModeAutoStopTimeoutInMinutes": 600},
            "Tags": [{"Key": "Cleandesk", "Value": protocol}],
        }
        for name in (user, "nobody")
    ]
)
assert created["FailedRequests"][0]["ErrorCode"] == "ResourceNotFound.User", created
desktop = created["PendingRequests"][0]["WorkspaceId"]


def seen():
    found = workspaces.describe_workspaces(WorkspaceIds=[desktop])["Workspaces"]
    return found[0] if found else None


eventually(lambda: (seen() or {}).get("State") == "AVAILABLE")
assert seen()["RootVolumeEncryptionEnabled"] is False
assert seen()["WorkspaceProperties"]["RunningModeAutoStopTimeoutInMinutes"] == 600
assert workspaces.describe_tags(ResourceId=desktop)["TagList"] == [{"Key": "Cleandesk", "Value": protocol}]
status = workspaces.describe_workspaces_connection_status(WorkspaceIds=[desktop])["WorkspacesConnectionStatus"][0]
age = datetime.datetime.now(datetime.timezone.utc) - status["ConnectionStateCheckTimestamp"]
assert abs(age.total_seconds()) < 60, status
assert "LastKnownUserConnectionTimestamp" not in status
pages = workspaces.get_paginator("describe_workspaces").paginate(DirectoryId=directory, PaginationConfig={"PageSize": 1})
assert desktop in [found["WorkspaceId"] for page in pages for found in page["Workspaces"]]
snapshots = eventually(lambda: workspaces.describe_workspace_snapshots(WorkspaceId=desktop)["RebuildSnapshots"])
assert isinstance(snapshots[0]["SnapshotTime"], datetime.datetime)
rebuilt = workspaces.rebuild_workspaces(RebuildWorkspaceRequests=[{"WorkspaceId": desktop}])
assert rebuilt["FailedRequests"] == []
eventually(lambda: seen()["State"] == "AVAILABLE")

missing = refused("ResourceNotFoundException", workspaces.describe_tags, ResourceId="ws-000000000")
assert isinstance(missing, workspaces.exceptions.ResourceNotFoundException)
refused("InvalidParameterValuesException", workspaces.describe_workspaces, UserName=user)
refused("ValidationException", workspaces.describe_workspaces, WorkspaceIds=["desktop"])

tagging = client("resourcegroupstaggingapi")
found = tagging.get_resources(TagFilters=[{"Key": "Cleandesk", "Values": [protocol]}])["ResourceTagMappingList"]
assert [resource["ResourceARN"].split("/")[1] for resource in found] == [desktop], found

cloudwatch = client("cloudwatch")
alarm = f"WorkSpace_Disconnected_id_{desktop}"
cloudwatch.put_metric_alarm(
    AlarmName=alarm,
    Namespace="AWS/WorkSpaces",
    MetricName="SessionDisconnect",
    Dimensions=[{"Name": "WorkspaceId", "Value": desktop}],
    Statistic="Sum",
    Period=10,
    EvaluationPeriods=1,
    Threshold=1,
    ComparisonOperator="GreaterThanOrEqualToThreshold",
    TreatMissingData="notBreaching",
)
now = datetime.datetime.now(datetime.timezone.utc)
cloudwatch.put_metric_data(
    Namespace="Own", MetricData=[{"MetricName": "m", "Value": 1.5, "Timestamp": now, "Unit": "Count"}]
)
found = cloudwatch.describe_alarms(AlarmNames=[alarm])["MetricAlarms"][0]
assert found["Threshold"] == 1.0 and isinstance(found["StateUpdatedTimestamp"], datetime.datetime), found
refused("ResourceNotFound", cloudwatch.set_alarm_state, AlarmName="none", StateValue="OK", StateReason="r")
cloudwatch.delete_alarms(AlarmNames=[alarm])

scheduler = client("scheduler")
schedule = {
    "ScheduleExpression": "at(2999-01-01T00:00:00)",
    "FlexibleTimeWindow": {"Mode": "OFF"},
    "Target": {"Arn": "arn:aws:sqs:eu-west-1:000000000000:inbox", "RoleArn": "arn:aws:iam::000000000000:role/r"},
}
scheduler.create_schedule(Name=desktop, **schedule)
refused("ConflictException", scheduler.create_schedule, Name=desktop, **schedule)
assert scheduler.get_schedule(Name=desktop)["ScheduleExpression"] == schedule["ScheduleExpression"]
scheduler.delete_schedule(Name=desktop)

workspaces.terminate_workspaces(TerminateWorkspaceRequests=[{"WorkspaceId": desktop}])
eventually(lambda: seen() is None)
print("ok")
