"""CloudWatch: alarms on metric math, composite alarms."""

from __future__ import annotations

from launcher import records
from launcher.client import Properties, call, parameters
from launcher.resource import AmendedResource, Attributes, NewResource, Scope, tag_list

_PLACEHOLDER = {"MetricName": "metric math", "Namespace": "metric math", "Threshold": 0}
_PLAIN_METRIC = (
    "MetricName",
    "Namespace",
    "Statistic",
    "ExtendedStatistic",
    "Period",
    "Unit",
)


class Alarm(AmendedResource):
    """Gap: metric math is refused; the expressions are stored and described, but never evaluated."""

    type = "AWS::CloudWatch::Alarm"

    def before(self, properties: Properties) -> Properties:
        if properties.get("Metrics"):
            # Without metric and namespace, which `after` takes away again, the alarm is not accepted.
            properties = {**_PLACEHOLDER, **properties}
            del properties["Metrics"]
        return properties

    def after(
        self, physical_id: str, properties: Properties, attributes: Attributes
    ) -> None:
        if not properties.get("Metrics"):
            return
        alarm = records.metric_alarms[physical_id]
        for key in _PLAIN_METRIC:
            alarm.pop(key, None)
        declared = parameters("cloudwatch", "PutMetricAlarm", properties)
        alarm["Metrics"] = declared["Metrics"]
        if "ThresholdMetricId" in declared:
            alarm["ThresholdMetricId"] = declared["ThresholdMetricId"]
            alarm.pop("Threshold", None)


class CompositeAlarm(NewResource):
    """Gap: the type is unknown, although PutCompositeAlarm works and is evaluated; the suppressor is dropped."""

    type = "AWS::CloudWatch::CompositeAlarm"

    def create(self, properties: Properties, scope: Scope) -> str:
        name = scope.name(properties.get("AlarmName"), 255)
        call(
            "cloudwatch",
            "PutCompositeAlarm",
            **{**properties, "AlarmName": name, "Tags": tag_list(properties)},
        )
        if properties.get("ActionsSuppressor"):
            records.composite_alarms[name]["ActionsSuppressor"] = properties[
                "ActionsSuppressor"
            ]
        return name

    def attributes(self, physical_id: str, properties: Properties) -> Attributes:
        found = call(
            "cloudwatch",
            "DescribeAlarms",
            AlarmNames=[physical_id],
            AlarmTypes=["CompositeAlarm"],
        )
        return {"Arn": found["CompositeAlarms"][0]["AlarmArn"]}

    def delete(self, physical_id: str, properties: Properties) -> None:
        call("cloudwatch", "DeleteAlarms", AlarmNames=[physical_id])
