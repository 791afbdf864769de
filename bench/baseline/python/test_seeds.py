"""What the functions do, call by call, with clients that answer from a list."""

import json
import os
import unittest
from datetime import datetime, timezone
from unittest.mock import MagicMock, patch

os.environ.update(AWS_DEFAULT_REGION="eu-central-1", TIMES_FASTER="100000", TOPIC_ARN="arn:aws:sns:eu-central-1:000000000000:t")

import alarm_create  # noqa: E402
import alarm_delete  # noqa: E402
import directory_sync  # noqa: E402
import rebuild_at_once  # noqa: E402
import terminate_rebuild  # noqa: E402

DESKTOP = {"WorkspaceId": "ws-1", "DirectoryId": "d-1", "UserName": "ada", "BundleId": "wsb-1", "State": "AVAILABLE"}
RANG = {"Records": [{"Sns": {"Message": json.dumps({"Trigger": {"Dimensions": [{"name": "WorkspaceId", "value": "ws-1"}]}})}}]}


def operations(client):
    return [call[0] for call in client.method_calls]


class Alarms(unittest.TestCase):
    def test_a_desktop_that_was_created_gets_its_alarm(self):
        with patch.object(alarm_create, "cloudwatch") as cloudwatch:
            alarm_create.handler({"detail": {"responseElements": {"pendingRequests": [{"workspaceId": "ws-1"}]}}}, None)
        put = cloudwatch.put_metric_alarm.call_args.kwargs
        self.assertEqual(put["AlarmName"], "WorkSpace_Disconnected_id_ws-1")
        self.assertEqual(put["AlarmActions"], [os.environ["TOPIC_ARN"]])

    def test_a_desktop_that_was_terminated_loses_it(self):
        with patch.object(alarm_delete, "cloudwatch") as cloudwatch:
            alarm_delete.handler({"detail": {"requestParameters": {"terminateWorkspaceRequests": [{"workspaceId": "ws-1"}]}}}, None)
        cloudwatch.delete_alarms.assert_called_once_with(AlarmNames=["WorkSpace_Disconnected_id_ws-1"])


class TerminateRebuild(unittest.TestCase):
    def play(self, datapoints, failed=()):
        with patch.object(terminate_rebuild, "cloudwatch") as cloudwatch, patch.object(terminate_rebuild, "workspaces") as workspaces:
            cloudwatch.get_metric_statistics.return_value = {"Datapoints": datapoints}
            workspaces.describe_workspaces.return_value = {"Workspaces": [DESKTOP]}
            workspaces.create_workspaces.return_value = {
                "FailedRequests": list(failed),
                "PendingRequests": [] if failed else [{"WorkspaceId": "ws-2"}],
            }
            return terminate_rebuild.handler(RANG, None), workspaces

    def test_who_came_back_keeps_the_desktop(self):
        answer, workspaces = self.play([{"Timestamp": datetime.max.replace(tzinfo=timezone.utc), "Sum": 1.0}])
        self.assertEqual((answer["body"], operations(workspaces)), ("kept", []))

    def test_who_did_not_gets_another_one(self):
        answer, workspaces = self.play([])
        self.assertEqual(answer["body"], "made anew")
        self.assertEqual(operations(workspaces), ["describe_workspaces", "terminate_workspaces", "create_workspaces"])
        wanted = workspaces.create_workspaces.call_args.kwargs["Workspaces"]
        self.assertEqual(wanted, [{"DirectoryId": "d-1", "UserName": "ada", "BundleId": "wsb-1"}])

    def test_a_create_that_is_refused_leaves_the_user_without_a_desktop(self):
        answer, _ = self.play([], failed=[{"ErrorCode": "ResourceExists.WorkSpace"}])
        self.assertEqual(answer["body"], "lost")


class Others(unittest.TestCase):
    def test_the_older_recipe_rebuilds_at_once(self):
        with patch.object(rebuild_at_once, "workspaces") as workspaces:
            rebuild_at_once.handler(RANG, None)
        workspaces.rebuild_workspaces.assert_called_once_with(RebuildWorkspaceRequests=[{"WorkspaceId": "ws-1"}])

    def test_a_sync_makes_24_at_most_and_ends_only_what_carries_its_tags(self):
        event = {"directory_id": "d-1", "group_name": "sales", "bundle_id": "wsb-1", "properties": {}}
        workspaces = MagicMock()
        workspaces.describe_workspaces.return_value = {
            "Workspaces": [{**DESKTOP, "UserName": "left"}, {**DESKTOP, "WorkspaceId": "ws-9", "UserName": "other"}]
        }
        tags = {"ws-1": directory_sync.tags_of("sales"), "ws-9": []}
        workspaces.describe_tags.side_effect = lambda ResourceId: {"TagList": tags[ResourceId]}
        members = {f"user{number}" for number in range(30)}
        with patch.object(directory_sync, "workspaces", workspaces), patch.object(directory_sync, "members_of", return_value=members):
            answer = directory_sync.handler(event, None)
        self.assertEqual(answer, {"made": 24, "terminated": 1})
        workspaces.terminate_workspaces.assert_called_once_with(TerminateWorkspaceRequests=[{"WorkspaceId": "ws-1"}])


if __name__ == "__main__":
    unittest.main()
