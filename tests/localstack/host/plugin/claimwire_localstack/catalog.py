"""Tells LocalStack which CloudFormation types it can deploy.

With CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES=0 a type that LocalStack lacks fails the deployment instead of passing
silently. LocalStack then checks a template against a catalogue that it downloads, and where that fails it refuses every
type, AWS::S3::Bucket included. What is installed is known without any download."""

from localstack.runtime import hooks
from localstack.utils.catalog.catalog import CatalogPlugin
from localstack.utils.catalog.common import (
    AwsServicesSupportInLatest,
    CloudFormationResourcesSupportAtRuntime,
    CloudFormationResourcesSupportInLatest,
)


class InstalledCatalog(CatalogPlugin):
    name = "claimwire-installed"

    def __init__(self) -> None:
        self._services = self._get_services_at_runtime()
        self._types = self._get_cfn_resources_available_at_runtime()

    def get_aws_service_status(self, service_name, operation_name=None):
        if service_name in self._services:
            return AwsServicesSupportInLatest.SUPPORTED
        return AwsServicesSupportInLatest.NOT_SUPPORTED

    def get_cloudformation_resource_status(self, resource_name, service_name, is_pro_resource=False):
        if resource_name in self._types or resource_name.startswith("Custom::"):
            return CloudFormationResourcesSupportAtRuntime.AVAILABLE
        return CloudFormationResourcesSupportInLatest.NOT_SUPPORTED


@hooks.on_infra_start()
def use_installed_catalog() -> None:
    from localstack.aws import skeleton
    from localstack.aws.handlers import service
    from localstack.services.cloudformation.engine.v2 import change_set_resource_support_checker
    from localstack.utils.catalog import plugins
    from localstack.utils.objects import singleton_factory

    catalog = singleton_factory(InstalledCatalog)
    for module in (plugins, skeleton, service, change_set_resource_support_checker):
        module.get_aws_catalog = catalog
