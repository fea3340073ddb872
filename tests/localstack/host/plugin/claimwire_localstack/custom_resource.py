"""CloudFormation custom resources (AWS::CloudFormation::CustomResource, Custom::*).

The free LocalStack asks for a provider plugin of this name and, where there is none, reports success without calling the
function. CDK's `autoDeleteObjects` is one."""

import json
import threading
import uuid

from localstack import config
from localstack.http import Response, route
from localstack.services.cloudformation.resource_provider import (
    CloudFormationResourceProviderPlugin,
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)
from localstack.services.edge import ROUTER

PREFIX = "/_claimwire/cfn-response"
ATTRIBUTES = "__attributes"
_waiting: dict[str, tuple[threading.Event, dict]] = {}
_lock, _registered = threading.Lock(), False


class _ResponseEndpoint:
    @route(f"{PREFIX}/<token>", methods=["PUT"])
    def respond(self, request, token: str) -> Response:
        if entry := _waiting.get(token):
            entry[1].update(json.loads(request.data))
            entry[0].set()
        return Response(status=200)


def _register() -> None:
    global _registered
    with _lock:
        if not _registered:
            ROUTER.add(_ResponseEndpoint())
            _registered = True


def as_strings(value):
    """CloudFormation hands every scalar to a custom resource as a string"""
    if isinstance(value, dict):
        return {k: as_strings(v) for k, v in value.items()}
    if isinstance(value, list):
        return [as_strings(v) for v in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (int, float)) else value


def _failed(model: dict, message: str) -> ProgressEvent:
    return ProgressEvent(OperationStatus.FAILED, resource_model=model, message=message)


class CustomResourceProvider(ResourceProvider):
    TYPE = "AWS::CloudFormation::CustomResource"
    SCHEMA = {
        "typeName": TYPE,
        "properties": {"Id": {"type": "string"}, "ServiceToken": {"type": "string"}},
        "primaryIdentifier": ["/properties/Id"],
        "readOnlyProperties": ["/properties/Id"],
        "required": ["ServiceToken"],
    }

    def create(self, request: ResourceRequest) -> ProgressEvent:
        return self._call("Create", request)

    def update(self, request: ResourceRequest) -> ProgressEvent:
        return self._call("Update", request)

    def delete(self, request: ResourceRequest) -> ProgressEvent:
        return self._call("Delete", request)

    def _call(self, request_type: str, request: ResourceRequest) -> ProgressEvent:
        _register()
        model = dict(request.desired_state)
        previous = dict(request.previous_state or {})
        attributes = set(model.pop(ATTRIBUTES, [])) | {"Id"}
        properties = {k: v for k, v in model.items() if k not in attributes}
        token = uuid.uuid4().hex
        event = {
            "RequestType": request_type,
            "ResponseURL": f"http://127.0.0.1:{config.GATEWAY_LISTEN[0].port}{PREFIX}/{token}",
            "StackId": request.stack_id,
            "RequestId": str(uuid.uuid4()),
            "LogicalResourceId": request.logical_resource_id,
            "ResourceType": request.resource_type,
            "ResourceProperties": as_strings(properties),
        }
        if request_type != "Create":
            event["PhysicalResourceId"] = previous.get("Id") or model.get("Id")
        if request_type == "Update":
            old = {k: v for k, v in previous.items() if k not in previous.get(ATTRIBUTES, [])}
            event["OldResourceProperties"] = as_strings(old)

        done, answer = _waiting[token] = (threading.Event(), {})
        try:
            client = request.aws_client_factory.lambda_
            client.get_waiter("function_active_v2").wait(FunctionName=properties["ServiceToken"])
            result = client.invoke(FunctionName=properties["ServiceToken"], Payload=json.dumps(event))
            if result.get("FunctionError"):
                return _failed(model, result["Payload"].read().decode())
            if not done.wait(int(properties.get("ServiceTimeout") or 300)):
                return _failed(model, "the custom resource's function did not answer in time")
        finally:
            _waiting.pop(token, None)
        if answer.get("Status") != "SUCCESS":
            return _failed(model, answer.get("Reason") or "the custom resource's function answered FAILED")
        data = answer.get("Data") or {}
        made = {**properties, **data, "Id": answer.get("PhysicalResourceId") or token}
        made[ATTRIBUTES] = [ATTRIBUTES, "Id", *data]
        return ProgressEvent(OperationStatus.SUCCESS, resource_model=made)


class CustomResourceProviderPlugin(CloudFormationResourceProviderPlugin):
    name = "AWS::CloudFormation::CustomResource"

    def __init__(self):
        self.factory = None

    def load(self):
        self.factory = CustomResourceProvider
