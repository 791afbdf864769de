"""Leads an alarm with contributors and the history of alarms through their lives with boto3, in the protocol given as second argument."""

import json
import sys
import time

import boto3
import botocore.model
from botocore.exceptions import ClientError

endpoint, protocol = sys.argv[1:3]
order = [protocol, *(p for p in botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS if p != protocol)]
botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS = tuple(order)
cloudwatch = boto3.client(
    "cloudwatch",
    endpoint_url=endpoint,
    region_name="eu-west-3",
    aws_access_key_id="AKIABOTO",
    aws_secret_access_key="secret",
)
assert cloudwatch.meta.service_model.resolved_protocol == protocol


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error.response
        return error.response["Error"]["Message"]
    raise AssertionError(f"{code} was expected")


def eventually(look, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("it did not come to pass")


namespace = f"Fleet/{protocol}"
name = f"fleet-{protocol}"
expression = f'SELECT SUM(Left) FROM SCHEMA("{namespace}", Desk, "Floor & wing") GROUP BY Desk ORDER BY SUM() DESC'
query = {"Id": "q1", "Expression": expression, "Period": 60, "ReturnData": True}
alarm = {
    "AlarmName": name,
    "ActionsEnabled": True,
    "EvaluationPeriods": 1,
    "DatapointsToAlarm": 1,
    "Threshold": 1.0,
    "ComparisonOperator": "GreaterThanOrEqualToThreshold",
    "TreatMissingData": "notBreaching",
    "Metrics": [query],
}
cloudwatch.put_metric_alarm(**alarm, Tags=[{"Key": "owner", "Value": "cleandesk"}])
found = cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"][0]
for member, value in alarm.items():
    assert found[member] == value, (member, found[member], value)
assert cloudwatch.describe_alarm_contributors(AlarmName=name)["AlarmContributors"] == []


def datum(desk, value):
    dimensions = [{"Name": "Desk", "Value": desk}, {"Name": "Floor & wing", "Value": "3 <west>"}]
    return {"MetricName": "Left", "Dimensions": dimensions, "Value": value}


cloudwatch.put_metric_data(Namespace=namespace, MetricData=[datum("a", 1.0), datum("b", 2.0), datum("c", 0.0)])
contributors = eventually(lambda: cloudwatch.describe_alarm_contributors(AlarmName=name)["AlarmContributors"])
assert sorted(one["ContributorAttributes"]["Desk"] for one in contributors) == ["a", "b"], contributors
assert all("Threshold Crossed: 1 out of the last 1 datapoints" in one["StateReason"] for one in contributors)
found = cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"][0]
assert found["StateReason"] == "2 out of 3 time series evaluated to ALARM", found
assert json.loads(found["StateReasonData"])["version"] == "1.0"

end = found["StateUpdatedTimestamp"].timestamp() + 120
results = cloudwatch.get_metric_data(MetricDataQueries=[query], StartTime=end - 600, EndTime=end)["MetricDataResults"]
assert [(one["Label"], one["Values"]) for one in results] == [("1 - b", [2.0]), ("2 - a", [1.0]), ("3 - c", [0.0])], results

eventually(lambda: cloudwatch.describe_alarm_contributors(AlarmName=name)["AlarmContributors"] == [])
cloudwatch.disable_alarm_actions(AlarmNames=[name])
assert cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"][0]["ActionsEnabled"] is False
cloudwatch.enable_alarm_actions(AlarmNames=[name])


def history(**more):
    pages = cloudwatch.get_paginator("describe_alarm_history").paginate(
        AlarmName=name, ScanBy="TimestampAscending", PaginationConfig={"PageSize": 1}, **more
    )
    return [item for page in pages for item in page["AlarmHistoryItems"]]


own = history()
assert [item["HistorySummary"] for item in own if item["HistoryItemType"] == "ConfigurationUpdate"] == [
    f'Alarm "{name}" created',
    f'Alarm "{name}" updated',
    f'Alarm "{name}" updated',
]
# On a slow machine it is looked at once before the first value, and was OK then.
assert any(item["HistorySummary"].endswith("to ALARM") for item in own), own
assert json.loads(own[0]["HistoryData"])["createdAlarm"]["metrics"][0]["expression"] == expression
assert own == history(StartDate=own[0]["Timestamp"], EndDate=own[-1]["Timestamp"])
told = history(HistoryItemType="AlarmContributorStateUpdate")
assert [item["AlarmContributorAttributes"]["Desk"] for item in told] == ["b", "a", "b", "a"], told
one = told[0]["AlarmContributorId"]
assert len(history(AlarmContributorId=one)) == 2

refused("ResourceNotFoundException", cloudwatch.describe_alarm_contributors, AlarmName="nobody")
refused("InvalidNextToken", cloudwatch.describe_alarm_history, NextToken="x")
refused("ValidationError", cloudwatch.describe_alarm_history, AlarmContributorId=one)
refused("ValidationError", cloudwatch.put_metric_alarm, **{**alarm, "EvaluationPeriods": 181})
syntax = {**query, "Expression": "SELECT SUM(Left) FROM nowhere ORDER DESC"}
assert "Invalid syntax near" in refused("ValidationError", cloudwatch.put_metric_alarm, **{**alarm, "Metrics": [syntax]})
arn = found["AlarmArn"]
assert cloudwatch.list_tags_for_resource(ResourceARN=arn)["Tags"] == [{"Key": "owner", "Value": "cleandesk"}]
cloudwatch.delete_alarms(AlarmNames=[name])
assert history()[-1]["HistorySummary"] == f'Alarm "{name}" deleted'
print("ok")
