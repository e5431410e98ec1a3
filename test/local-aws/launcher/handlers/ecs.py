"""ECS: the spelling of task definitions, and the service properties the emulator's handler skips."""

from __future__ import annotations

from launcher import records
from launcher.client import Properties, parameters
from launcher.resource import AmendedResource, Attributes

_DEFINITION_MEMBERS = (
    "containerDefinitions",
    "ephemeralStorage",
    "placementConstraints",
    "runtimePlatform",
    "volumes",
)
_SERVICE_MEMBERS = (
    "availabilityZoneRebalancing",
    "enableECSManagedTags",
    "enableExecuteCommand",
    "healthCheckGracePeriodSeconds",
    "platformVersion",
    "propagateTags",
)


class TaskDefinition(AmendedResource):
    """Gap: `secrets`, `healthCheck` and other nested members keep template spelling, which no SDK reads."""

    type = "AWS::ECS::TaskDefinition"

    def after(
        self, physical_id: str, properties: Properties, attributes: Attributes
    ) -> None:
        definition = records.task_definitions[physical_id.rsplit("/", 1)[-1]]
        declared = parameters("ecs", "RegisterTaskDefinition", properties)
        definition.update(
            {key: declared[key] for key in _DEFINITION_MEMBERS if key in declared}
        )


class Service(AmendedResource):
    """Gap: a count from a Number parameter fails, and six properties are dropped on creation."""

    type = "AWS::ECS::Service"

    def before(self, properties: Properties) -> Properties:
        for key in ("DesiredCount", "HealthCheckGracePeriodSeconds"):
            if key in properties:
                properties[key] = int(properties[key])
        for balancer in properties.get("LoadBalancers") or []:
            balancer["ContainerPort"] = int(balancer["ContainerPort"])
        # The handler builds the service's ARN from the property, which may be an ARN itself.
        properties["Cluster"] = properties.get("Cluster", "default").rsplit("/", 1)[-1]
        return properties

    def after(
        self, physical_id: str, properties: Properties, attributes: Attributes
    ) -> None:
        service = next(
            item
            for item in records.services.values()
            if item["serviceArn"] == physical_id
        )
        declared = parameters("ecs", "CreateService", properties)
        service.update(
            {key: declared[key] for key in _SERVICE_MEMBERS if key in declared}
        )
