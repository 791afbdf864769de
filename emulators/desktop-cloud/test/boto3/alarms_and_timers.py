"""Leads metrics, alarms, schedules and tags through their lives with boto3, CloudWatch in the protocol given as second argument."""

import datetime
import sys

import boto3
import botocore.model
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint, protocol = sys.argv[1:3]
# Of the protocols that a service model lists, the first of this order is spoken. `query` is what clients from
# before 2025 and the Terraform provider of 5.x speak to CloudWatch.
order = [protocol, *(p for p in botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS if p != protocol)]
botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS = tuple(order)
region = "eu-west-2"


def client(service, **more):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=region,
        aws_access_key_id="AKIABOTO",
        aws_secret_access_key="secret",
        config=Config(**more),
    )


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error.response
        assert error.response["Error"]["Message"], error.response
        return error.response["ResponseMetadata"]["HTTPStatusCode"]
    raise AssertionError(f"{code} was expected")


now = datetime.datetime.now(datetime.timezone.utc)
minutes = lambda count: datetime.timedelta(minutes=count)

cloudwatch = client("cloudwatch", request_min_compression_size_bytes=1000)
assert cloudwatch.meta.service_model.resolved_protocol == protocol, cloudwatch.meta.service_model.resolved_protocol
sent = []
cloudwatch.meta.events.register("before-send.cloudwatch.*", lambda request, **_: sent.append(request.headers))

namespace = f"Cleandesk/{protocol}"
metric = {"Namespace": namespace, "MetricName": "Resets", "Dimensions": [{"Name": "Strategy", "Value": "rebuild & go"}]}
name = f"boto-{protocol}"
alarm = {
    **metric,
    "AlarmName": name,
    "AlarmDescription": 'a < b & "c"',
    "ActionsEnabled": False,
    "AlarmActions": ["arn:aws:sns:eu-west-2:000000000000:people"],
    "Statistic": "Sum",
    "Period": 60,
    "EvaluationPeriods": 3,
    "DatapointsToAlarm": 2,
    "Threshold": 0.5,
    "ComparisonOperator": "GreaterThanThreshold",
    "TreatMissingData": "notBreaching",
}
cloudwatch.put_metric_alarm(**alarm, Tags=[{"Key": "owner", "Value": "cleandesk"}])
described = cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"][0]
for member, value in alarm.items():
    assert described[member] == value, (member, described[member], value)
assert described["StateValue"] == "INSUFFICIENT_DATA"
assert abs(described["StateUpdatedTimestamp"] - now) < minutes(1)
arn = described["AlarmArn"]
assert cloudwatch.list_tags_for_resource(ResourceARN=arn)["Tags"] == [{"Key": "owner", "Value": "cleandesk"}]
cloudwatch.untag_resource(ResourceARN=arn, TagKeys=["owner"])
assert cloudwatch.list_tags_for_resource(ResourceARN=arn)["Tags"] == []
cloudwatch.set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="trying")
found = cloudwatch.describe_alarms(StateValue="ALARM", AlarmNamePrefix=name)["MetricAlarms"]
assert [one["StateReason"] for one in found] == ["trying"]
assert len(cloudwatch.describe_alarms_for_metric(**metric)["MetricAlarms"]) == 1

datum = {"MetricName": "Resets", "Dimensions": metric["Dimensions"], "Timestamp": now, "Unit": "Count"}
cloudwatch.put_metric_data(Namespace=namespace, MetricData=[{**datum, "Value": 2.5}])
many = [{"MetricName": f"Other{index}", "Values": [1.0, 2.0], "Counts": [1.0, 3.0]} for index in range(600)]
cloudwatch.put_metric_data(Namespace=namespace, MetricData=many)
assert sent[-1]["Content-Encoding"] in ("gzip", b"gzip")
listed = [m for page in cloudwatch.get_paginator("list_metrics").paginate(Namespace=namespace) for m in page["Metrics"]]
assert len(listed) == 601, len(listed)
span = {"StartTime": now - minutes(5), "EndTime": now + minutes(1)}
(point,) = cloudwatch.get_metric_statistics(**metric, **span, Period=60, Statistics=["Sum", "SampleCount"])["Datapoints"]
assert (point["Sum"], point["SampleCount"], point["Unit"]) == (2.5, 1.0, "Count"), point
stat = {"Metric": {"Namespace": namespace, "MetricName": "Other7"}, "Period": 300, "Stat": "Average"}
(result,) = cloudwatch.get_metric_data(MetricDataQueries=[{"Id": "q", "MetricStat": stat}], **span)["MetricDataResults"]
assert result["Values"] == [1.75], result
assert isinstance(result["Timestamps"][0], datetime.datetime)

assert refused("ResourceNotFound", cloudwatch.set_alarm_state, AlarmName="nobody", StateValue="OK", StateReason="x") == 404
assert refused("ValidationError", cloudwatch.put_metric_alarm, **{**alarm, "Period": 7}) == 400
assert refused("InvalidParameterValue", cloudwatch.put_metric_data, Namespace="AWS/EC2", MetricData=many[:1]) == 400
cloudwatch.delete_alarms(AlarmNames=[name, "nobody"])
assert cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"] == []

scheduler = client("scheduler")
group = f"timers-{protocol}"
group_arn = scheduler.create_schedule_group(Name=group, Tags=[{"Key": "a", "Value": "1"}])["ScheduleGroupArn"]
target = {
    "Arn": "arn:aws:events:eu-west-2:000000000000:event-bus/cleandesk",
    "RoleArn": "arn:aws:iam::000000000000:role/timers",
    "Input": '{"a":1}',
    "EventBridgeParameters": {"DetailType": "ReconcileCameDue.v1", "Source": "cleandesk.alarm-manager"},
}
timer = {"GroupName": group, "Name": "t", "FlexibleTimeWindow": {"Mode": "OFF"}, "Target": target}
start = (now + minutes(10)).replace(microsecond=0)
scheduler.create_schedule(**timer, ScheduleExpression="rate(1 hour)", StartDate=start)
assert scheduler.get_schedule(GroupName=group, Name="t")["StartDate"] == start
refused("ConflictException", scheduler.create_schedule, **timer, ScheduleExpression="rate(2 hours)")
refused("ValidationException", scheduler.update_schedule, **timer, ScheduleExpression="at(2020-01-01T00:00:00)")
refused("ResourceNotFoundException", scheduler.get_schedule, Name="nobody")
scheduler.tag_resource(ResourceArn=group_arn, Tags=[{"Key": "b", "Value": "2"}])
scheduler.untag_resource(ResourceArn=group_arn, TagKeys=["a"])
assert scheduler.list_tags_for_resource(ResourceArn=group_arn)["Tags"] == [{"Key": "b", "Value": "2"}]
pages = scheduler.get_paginator("list_schedules").paginate(GroupName=group)
assert [one["Name"] for page in pages for one in page["Schedules"]] == ["t"]
scheduler.delete_schedule_group(Name=group)
refused("ResourceNotFoundException", scheduler.get_schedule_group, Name=group)

tagging = client("resourcegroupstaggingapi")
assert tagging.get_resources(ResourceTypeFilters=["workspaces:workspace"])["ResourceTagMappingList"] == []
refused("InvalidParameterException", tagging.get_resources, ResourcesPerPage=101)
assert tagging.get_tag_keys()["TagKeys"] == []
print("ok")
