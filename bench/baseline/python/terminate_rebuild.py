"""A user has disconnected: ten minutes later, unless the user came back, make the desktop anew. It waits while it runs."""

from datetime import datetime, timedelta, timezone

import boto3

from disconnected import desktop_of
from waiting import scaled, times_faster, wait

cloudwatch = boto3.client("cloudwatch")
workspaces = boto3.client("workspaces")

GRACE_SECONDS = 10 * 60
CAME_BACK_WITHIN_SECONDS = 15 * 60
UNTIL_GONE_SECONDS = 4 * 60


def handler(event, _context):
    workspace_id = desktop_of(event)
    print(f"{workspace_id}: its user has disconnected")
    wait(GRACE_SECONDS)
    if came_back(workspace_id):
        print(f"{workspace_id}: its user came back")
        return {"statusCode": 200, "body": "kept"}
    desktop = workspaces.describe_workspaces(WorkspaceIds=[workspace_id])["Workspaces"][0]
    workspaces.terminate_workspaces(TerminateWorkspaceRequests=[{"WorkspaceId": workspace_id}])
    wait(UNTIL_GONE_SECONDS)
    created = workspaces.create_workspaces(Workspaces=[same_again(desktop)])
    if created["FailedRequests"]:
        # Nobody hears of it: the user is without a desktop from now on.
        print(f"{workspace_id}: the new desktop was refused: {created['FailedRequests'][0]['ErrorCode']}")
        return {"statusCode": 500, "body": "lost"}
    print(f"{workspace_id}: {created['PendingRequests'][0]['WorkspaceId']} takes its place")
    return {"statusCode": 200, "body": "made anew"}


def came_back(workspace_id):
    """Whether there was a connection lately. One that was there before the user disconnected counts as well."""
    now = datetime.now(timezone.utc)
    begins = now - timedelta(seconds=scaled(CAME_BACK_WITHIN_SECONDS))
    answer = cloudwatch.get_metric_statistics(
        Namespace="AWS/WorkSpaces",
        MetricName="ConnectionSuccess",
        Dimensions=[{"Name": "WorkspaceId", "Value": workspace_id}],
        StartTime=begins,
        EndTime=now,
        Period=60 if times_faster() == 1 else 5,
        Statistics=["Sum"],
    )
    # CloudWatch begins at the whole minute before: nothing in 15 minutes, and too much in a fraction of them.
    return sum(point["Sum"] for point in answer["Datapoints"] if point["Timestamp"] >= begins) > 0


def same_again(desktop):
    """The same bundle and user; what else the old desktop had, its tags among it, is not asked for."""
    return {name: desktop[name] for name in ("DirectoryId", "UserName", "BundleId")}
