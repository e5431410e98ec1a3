"""SNS: encryption of a topic."""

from __future__ import annotations

from launcher.client import Properties, call
from launcher.resource import AmendedResource, Attributes


class Topic(AmendedResource):
    """Gap: the key is dropped."""

    type = "AWS::SNS::Topic"

    def after(
        self, physical_id: str, properties: Properties, attributes: Attributes
    ) -> None:
        if "KmsMasterKeyId" in properties:
            key = properties["KmsMasterKeyId"]
            call(
                "sns",
                "SetTopicAttributes",
                TopicArn=physical_id,
                AttributeName="KmsMasterKeyId",
                AttributeValue=key,
            )
