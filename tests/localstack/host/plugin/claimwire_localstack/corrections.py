"""Corrections of LocalStack towards AWS, applied when it starts:

- S3 event keys have a space as `+`, not as `%20`
- S3 events have a `sequencer` that rises, not always the same one
- functions write to the log group of their LoggingConfig, not always to /aws/lambda/<name>
- (custom_resource.py) CloudFormation calls custom resources, instead of reporting them as made

GET /_claimwire/corrections answers 200, so that a test can tell whether they are in place."""

import itertools
import time
from urllib.parse import quote_plus

from localstack.http import Response, route
from localstack.runtime import hooks


def event_key(key: str) -> str:
    return quote_plus(key, safe="/")


# Rises across restarts as well, at the width that S3 writes
_sequence = itertools.count(time.time_ns())


def next_sequencer() -> str:
    return f"{next(_sequence):018X}"


def _stamp_sequencers(notifications) -> None:
    """Stamped when the request is served: what builds the event runs later, in any order"""
    context, notifier = notifications.S3EventNotificationContext, notifications.BaseNotifier
    init, payload = context.__init__, notifier._get_event_payload

    def stamped_init(self, *args, **kwargs):
        init(self, *args, **kwargs)
        self.sequencer = next_sequencer()

    def stamped_payload(ctx, config_id):
        event = payload(ctx, config_id)
        for record in event["Records"]:
            if "sequencer" in record["s3"]["object"]:
                record["s3"]["object"]["sequencer"] = ctx.sequencer
        return event

    context.__init__ = stamped_init
    notifier._get_event_payload = staticmethod(stamped_payload)


def _honour_log_groups(environment) -> None:
    default = environment.get_log_group_name

    def get_log_group_name(self) -> str:
        return self.function_version.config.logging_config.get("LogGroup") or default(self)

    environment.get_log_group_name = get_log_group_name


class _Marker:
    @route("/_claimwire/corrections", methods=["GET"])
    def show(self, _request) -> Response:
        return Response(status=200)


@hooks.on_infra_start()
def correct() -> None:
    from localstack.services.edge import ROUTER
    from localstack.services.lambda_.invocation.execution_environment import ExecutionEnvironment
    from localstack.services.s3 import notifications

    notifications.quote = event_key
    _stamp_sequencers(notifications)
    _honour_log_groups(ExecutionEnvironment)
    ROUTER.add(_Marker())
