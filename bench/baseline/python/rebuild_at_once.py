"""A user has disconnected: rebuild the desktop at once, whoever comes back meanwhile."""

import boto3

from disconnected import desktop_of

workspaces = boto3.client("workspaces")


def handler(event, _context):
    workspace_id = desktop_of(event)
    workspaces.rebuild_workspaces(RebuildWorkspaceRequests=[{"WorkspaceId": workspace_id}])
    return f"{workspace_id} is being rebuilt"
