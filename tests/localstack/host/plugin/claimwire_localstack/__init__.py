"""LocalStack plugin: LAMBDA_RUNTIME_EXECUTOR=process and corrections towards AWS."""

from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin


class ProcessExecutorPlugin(RuntimeExecutorPlugin):
    name = "process"

    def load(self, *args, **kwargs):
        # LocalStack lists its plugins early; the executor's imports are for when it is chosen
        from claimwire_localstack.executor import ProcessExecutor

        return ProcessExecutor
