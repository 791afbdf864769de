"""A desktop was created: make the alarm that tells when its user disconnects."""

import os

import boto3

cloudwatch = boto3.client("cloudwatch")

# As its text has it: five minutes. A stack whose times are shorter says so.
PERIOD_SECONDS = int(os.environ.get("ALARM_PERIOD_SECONDS", "300"))


def alarm_name(workspace_id):
    return f"WorkSpace_Disconnected_id_{workspace_id}"


def handler(event, _context):
    # The first of the call, as in the seed: of a call that makes several, the others get no alarm.
    workspace_id = event["detail"]["responseElements"]["pendingRequests"][0]["workspaceId"]
    cloudwatch.put_metric_alarm(
        AlarmName=alarm_name(workspace_id),
        AlarmDescription=f"The user of {workspace_id} has disconnected",
        ActionsEnabled=True,
        AlarmActions=[os.environ["TOPIC_ARN"]],
        Namespace="AWS/WorkSpaces",
        MetricName="SessionDisconnect",
        Dimensions=[{"Name": "WorkspaceId", "Value": workspace_id}],
        Statistic="Sum",
        Period=PERIOD_SECONDS,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        TreatMissingData="notBreaching",
    )
    print(f"made the alarm of {workspace_id}")
    return {"statusCode": 200, "body": workspace_id}
