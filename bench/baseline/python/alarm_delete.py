"""A desktop was terminated: take its alarm away."""

import boto3

cloudwatch = boto3.client("cloudwatch")


def handler(event, _context):
    workspace_id = event["detail"]["requestParameters"]["terminateWorkspaceRequests"][0]["workspaceId"]
    cloudwatch.delete_alarms(AlarmNames=[f"WorkSpace_Disconnected_id_{workspace_id}"])
    print(f"took away the alarm of {workspace_id}")
    return {"statusCode": 200, "body": workspace_id}
