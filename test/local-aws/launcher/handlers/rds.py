"""RDS: what a cluster's instances inherit, managed master passwords, global clusters, events."""

from __future__ import annotations

import json
from contextlib import suppress

from botocore.exceptions import ClientError

from launcher import records
from launcher.client import Properties, call, is_true
from launcher.resource import AmendedResource, Attributes, NewResource, Scope, tag_list


class DbCluster(AmendedResource):
    """Gap: key, parameter group, log exports, tags, global cluster and managed master password are dropped."""

    type = "AWS::RDS::DBCluster"

    def after(
        self, physical_id: str, properties: Properties, attributes: Attributes
    ) -> None:
        cluster = records.db_clusters[physical_id]
        cluster["KmsKeyId"] = properties.get("KmsKeyId", "")
        cluster["EnabledCloudwatchLogsExports"] = (
            properties.get("EnableCloudwatchLogsExports") or []
        )
        cluster["TagList"] = tag_list(properties)
        group = properties.get("DBClusterParameterGroupName")
        if group:
            cluster["DBClusterParameterGroup"] = group
        if properties.get("GlobalClusterIdentifier") and not cluster.get(
            "GlobalClusterIdentifier"
        ):
            records.join_global_cluster(properties["GlobalClusterIdentifier"], cluster)
        self._manage_password(cluster, properties)
        if cluster.get("MasterUserSecret"):
            attributes["MasterUserSecret.SecretArn"] = cluster["MasterUserSecret"][
                "SecretArn"
            ]

    def before_delete(self, physical_id: str, properties: Properties) -> None:
        cluster = records.db_clusters.get(physical_id)
        if not cluster:
            return
        self._drop_managed_password(cluster)
        if cluster.get("GlobalClusterIdentifier"):
            with suppress(ClientError):
                call(
                    "rds",
                    "RemoveFromGlobalCluster",
                    GlobalClusterIdentifier=cluster["GlobalClusterIdentifier"],
                    DbClusterIdentifier=cluster["DBClusterArn"],
                )

    def _manage_password(self, cluster: records.Record, properties: Properties) -> None:
        if not is_true(properties.get("ManageMasterUserPassword")):
            self._drop_managed_password(cluster)
        elif not cluster.get("MasterUserSecret"):
            key = (properties.get("MasterUserSecret") or {}).get("KmsKeyId")
            password = call(
                "secretsmanager",
                "GetRandomPassword",
                PasswordLength=32,
                ExcludePunctuation=True,
            )
            value = {
                "username": cluster["MasterUsername"],
                "password": password["RandomPassword"],
            }
            secret = call(
                "secretsmanager",
                "CreateSecret",
                Name=f"rds!{cluster['DbClusterResourceId'].lower()}",
                SecretString=json.dumps(value),
                KmsKeyId=key,
            )
            cluster["_MasterUserPassword"] = value["password"]
            cluster["MasterUserSecret"] = {
                "SecretArn": secret["ARN"],
                "SecretStatus": "active",
                "KmsKeyId": key,
            }

    def _drop_managed_password(self, cluster: records.Record) -> None:
        secret = cluster.pop("MasterUserSecret", None)
        if secret:
            call(
                "secretsmanager",
                "DeleteSecret",
                SecretId=secret["SecretArn"],
                ForceDeleteWithoutRecovery=True,
            )


class DbInstance(AmendedResource):
    """Gap: a cluster's instances get another engine version, no encryption, no subnets, and all call themselves writer."""

    type = "AWS::RDS::DBInstance"

    def after(
        self, physical_id: str, properties: Properties, attributes: Attributes
    ) -> None:
        instance = records.db_instances[physical_id]
        cluster = records.db_clusters.get(properties.get("DBClusterIdentifier"))
        if not cluster:
            return
        instance["EngineVersion"] = (
            properties.get("EngineVersion") or cluster["EngineVersion"]
        )
        instance["StorageEncrypted"] = cluster["StorageEncrypted"]
        instance["KmsKeyId"] = cluster["KmsKeyId"]
        instance["DBSubnetGroup"] = records.db_subnet_groups.get(
            cluster["DBSubnetGroup"], instance["DBSubnetGroup"]
        )
        self._keep_one_writer(cluster, physical_id)
        members = (
            records.db_instances[item["DBInstanceIdentifier"]]
            for item in cluster["DBClusterMembers"]
        )
        cluster["MultiAZ"] = len({member["AvailabilityZone"] for member in members}) > 1

    def before_delete(self, physical_id: str, properties: Properties) -> None:
        """Aurora promotes a reader when the writer goes."""
        cluster = records.db_clusters.get(properties.get("DBClusterIdentifier")) or {}
        members = cluster.get("DBClusterMembers", [])
        leaving = next(
            (item for item in members if item["DBInstanceIdentifier"] == physical_id),
            None,
        )
        readers = [item for item in members if item is not leaving]
        if leaving and leaving["IsClusterWriter"] and readers:
            min(readers, key=lambda item: item["PromotionTier"])["IsClusterWriter"] = (
                True
            )

    def _keep_one_writer(self, cluster: records.Record, instance_id: str) -> None:
        members = cluster["DBClusterMembers"]
        others_write = any(
            item["IsClusterWriter"]
            for item in members
            if item["DBInstanceIdentifier"] != instance_id
        )
        for member in members:
            if member["DBInstanceIdentifier"] == instance_id:
                member["IsClusterWriter"] = not others_write


class EventSubscription(NewResource):
    """Gap: neither type nor API exist; moto keeps the subscription, no event is ever sent."""

    type = "AWS::RDS::EventSubscription"

    def create(self, properties: Properties, scope: Scope) -> str:
        name = scope.name(properties.get("SubscriptionName"))
        values = {**properties, "SubscriptionName": name, "Tags": tag_list(properties)}
        call("rds", "CreateEventSubscription", **values)
        return name

    def change(
        self, physical_id: str, old: Properties, new: Properties, scope: Scope
    ) -> str:
        if scope.name(new.get("SubscriptionName")) == physical_id:
            # moto has no ModifyEventSubscription; the name, which is the identity, stays.
            self.delete(physical_id, old)
        return self.create(new, scope)

    def delete(self, physical_id: str, properties: Properties) -> None:
        call("rds", "DeleteEventSubscription", SubscriptionName=physical_id)


class GlobalCluster(NewResource):
    """Gap: the type is unknown, although CreateGlobalCluster works (for the engine versions of ministack's own list)."""

    type = "AWS::RDS::GlobalCluster"

    def create(self, properties: Properties, scope: Scope) -> str:
        name = scope.name(properties.get("GlobalClusterIdentifier"))
        call(
            "rds",
            "CreateGlobalCluster",
            **{**properties, "GlobalClusterIdentifier": name},
        )
        return name

    def change(
        self, physical_id: str, old: Properties, new: Properties, scope: Scope
    ) -> str:
        if scope.name(new.get("GlobalClusterIdentifier")) != physical_id:
            return self.create(new, scope)
        changes = {
            key: new[key]
            for key in ("EngineVersion", "DeletionProtection")
            if key in new
        }
        call(
            "rds", "ModifyGlobalCluster", GlobalClusterIdentifier=physical_id, **changes
        )
        return physical_id

    def delete(self, physical_id: str, properties: Properties) -> None:
        found = call(
            "rds", "DescribeGlobalClusters", GlobalClusterIdentifier=physical_id
        )["GlobalClusters"]
        for member in found[0].get("GlobalClusterMembers", []):
            call(
                "rds",
                "RemoveFromGlobalCluster",
                GlobalClusterIdentifier=physical_id,
                DbClusterIdentifier=member["DBClusterArn"],
            )
        call("rds", "DeleteGlobalCluster", GlobalClusterIdentifier=physical_id)
