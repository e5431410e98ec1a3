"""WAF: what a web ACL protects and where it logs."""

from __future__ import annotations

from launcher.client import Properties, call
from launcher.resource import NewResource, Scope


class WebAclAssociation(NewResource):
    """Gap: the type is unknown, although AssociateWebACL works."""

    type = "AWS::WAFv2::WebACLAssociation"

    def create(self, properties: Properties, scope: Scope) -> str:
        call("wafv2", "AssociateWebACL", **properties)
        return f"{properties['WebACLArn']}|{properties['ResourceArn']}"

    def delete(self, physical_id: str, properties: Properties) -> None:
        call("wafv2", "DisassociateWebACL", ResourceArn=properties["ResourceArn"])


class LoggingConfiguration(NewResource):
    """Gap: neither type nor API exist; moto keeps the configuration, nothing is logged."""

    type = "AWS::WAFv2::LoggingConfiguration"

    def create(self, properties: Properties, scope: Scope) -> str:
        call("wafv2", "PutLoggingConfiguration", LoggingConfiguration=properties)
        return properties["ResourceArn"]

    def delete(self, physical_id: str, properties: Properties) -> None:
        call("wafv2", "DeleteLoggingConfiguration", ResourceArn=physical_id)
