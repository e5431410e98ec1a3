"""S3: encryption and lifecycle of a bucket."""

from __future__ import annotations

from typing import Any

from launcher.client import Properties, call
from launcher.resource import AmendedResource, Attributes


class Bucket(AmendedResource):
    """Gap: encryption with a key and lifecycle rules are dropped."""

    type = "AWS::S3::Bucket"

    def after(
        self, physical_id: str, properties: Properties, attributes: Attributes
    ) -> None:
        encryption = _encryption_rules(properties)
        if encryption:
            configuration = {"Rules": encryption}
            call(
                "s3",
                "PutBucketEncryption",
                Bucket=physical_id,
                ServerSideEncryptionConfiguration=configuration,
            )
        lifecycle = (properties.get("LifecycleConfiguration") or {}).get("Rules")
        if lifecycle:
            rules = {
                "Rules": [
                    _lifecycle_rule(rule, index) for index, rule in enumerate(lifecycle)
                ]
            }
            call(
                "s3",
                "PutBucketLifecycleConfiguration",
                Bucket=physical_id,
                LifecycleConfiguration=rules,
            )


def _encryption_rules(properties: Properties) -> list[dict[str, Any]]:
    """Only rules with a key: uploads to a bucket with keyless aws:kms fail in the emulator."""
    declared = (properties.get("BucketEncryption") or {}).get(
        "ServerSideEncryptionConfiguration"
    ) or []
    return [
        {
            "ApplyServerSideEncryptionByDefault": rule["ServerSideEncryptionByDefault"],
            "BucketKeyEnabled": rule.get("BucketKeyEnabled", False),
        }
        for rule in declared
        if rule.get("ServerSideEncryptionByDefault", {}).get("KMSMasterKeyID")
    ]


def _lifecycle_rule(rule: Properties, index: int) -> dict[str, Any]:
    converted: dict[str, Any] = {
        "ID": rule.get("Id", f"rule-{index}"),
        "Status": rule["Status"],
        "Filter": {"Prefix": rule.get("Prefix", "")},
    }
    if "ExpirationInDays" in rule:
        converted["Expiration"] = {"Days": rule["ExpirationInDays"]}
    if "NoncurrentVersionExpiration" in rule:
        converted["NoncurrentVersionExpiration"] = rule["NoncurrentVersionExpiration"]
    if "AbortIncompleteMultipartUpload" in rule:
        converted["AbortIncompleteMultipartUpload"] = rule[
            "AbortIncompleteMultipartUpload"
        ]
    if "Transitions" in rule:
        converted["Transitions"] = [
            {
                "StorageClass": item["StorageClass"],
                "Days": item.get("TransitionInDays", 0),
            }
            for item in rule["Transitions"]
        ]
    return converted
