"""Runs every environment of a Node.js function as a local process that speaks the protocol between LocalStack and the
runtime in its containers (LocalStack's docker_runtime_executor.py and executor_endpoint.py)."""

import datetime
import json
import logging
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from concurrent.futures import Future
from pathlib import Path

from localstack import config
from localstack.services.lambda_.invocation.executor_endpoint import (
    ExecutorEndpoint,
    StatusErrorException,
)
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.runtime_executor import (
    LambdaRuntimeException,
    RuntimeExecutor,
)
from localstack.utils.net import get_free_tcp_port

LOG = logging.getLogger(__name__)

BOOTSTRAP = Path(__file__).parent / "bootstrap.mts"
HOST = "127.0.0.1"  # an IP: AWS SDKs then address buckets by path
# Runs all Node.js functions, whichever version they declare
NODE = os.environ.get("CLAIMWIRE_FUNCTION_NODE") or "node"


class ProcessExecutor(RuntimeExecutor):
    def __init__(self, id: str, function_version: FunctionVersion) -> None:
        super().__init__(id=id, function_version=function_version)
        self.executor_endpoint = ExecutorEndpoint(self.id, container_address=HOST)
        self.process: subprocess.Popen | None = None
        self.env_vars: dict[str, str] = {}
        self.work_dir = Path(tempfile.gettempdir()) / "lambda-env" / self.id
        self.log_path = self.work_dir / "output.log"
        self._stopping = False
        self._finish_lock = threading.Lock()

    # -- lifecycle
    def start(self, env_vars: dict[str, str]) -> None:
        self.work_dir.mkdir(parents=True, exist_ok=True)
        self.env_vars = {k: str(v) for k, v in env_vars.items()}
        self.executor_endpoint.start()
        self._spawn()
        self.executor_endpoint.wait_for_startup()

    def _command(self) -> list[str]:
        runtime = self.function_version.config.runtime or ""
        if not runtime.startswith("nodejs"):
            raise LambdaRuntimeException(f"only Node.js functions run as processes, not {runtime!r}")
        # AWS gives the heap nine tenths of the memory, too. Memory outside of it has no limit here.
        heap = self.function_version.config.memory_size * 9 // 10
        return [NODE, f"--max-old-space-size={heap}", str(BOOTSTRAP)]

    def _spawn(self) -> None:
        command = self._command()
        port = get_free_tcp_port()
        self.executor_endpoint.container_port = port
        task_root = self.function_version.config.code.get_unzipped_code_location()
        # A clean environment: nothing of LocalStack's own, as a container would have it
        env = {k: os.environ[k] for k in ("PATH", "LANG", "LC_ALL", "HOME") if k in os.environ}
        env.update(self.env_vars)
        env["LAMBDA_TASK_ROOT"] = str(task_root)
        env["TMPDIR"] = str(self.work_dir)
        env["TZ"] = "UTC"
        env["LOCALSTACK_INTEROP_PORT"] = str(port)
        env["AWS_EXECUTION_ENV"] = f"AWS_Lambda_{self.function_version.config.runtime}"
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=str(task_root),
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        threading.Thread(target=self._watch, args=(self.process,), daemon=True).start()

    def _watch(self, process: subprocess.Popen) -> None:
        code = process.wait()
        if self._stopping or process is not self.process:
            return
        reason = f"exit status {code}" if code >= 0 else f"signal: {signal.Signals(-code).name}"
        payload = {
            "errorType": "Runtime.ExitError",
            "errorMessage": f"Error: Runtime exited with error: {reason}",
        }
        startup = self.executor_endpoint.startup_future
        if startup is not None and not startup.done():
            startup.set_exception(
                StatusErrorException("Environment startup failed", json.dumps(payload).encode())
            )
            return
        self._fail_invocation(payload)

    def _fail_invocation(self, payload: dict) -> None:
        with self._finish_lock:
            future = self.executor_endpoint.invocation_future
            if future is None or future.done():
                return
            future.set_result(
                InvocationResult(
                    request_id=self._request_id,
                    payload=json.dumps(payload).encode(),
                    is_error=True,
                    logs=self._unfinished_logs(payload["errorMessage"]),
                )
            )

    def stop(self) -> None:
        self._stopping = True
        self._kill()
        try:
            self.executor_endpoint.shutdown()
        except Exception as e:
            LOG.debug("Error while stopping executor endpoint %s: %s", self.id, e)
        shutil.rmtree(self.work_dir, ignore_errors=True)

    def _kill(self) -> None:
        process, self.process = self.process, None
        if process is None or process.poll() is not None:
            return
        for sig, wait in ((signal.SIGTERM, 0.5), (signal.SIGKILL, 5)):
            try:
                os.killpg(process.pid, sig)
                process.wait(timeout=wait)
                return
            except ProcessLookupError:
                return
            except subprocess.TimeoutExpired:
                continue

    # -- invocation
    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        if self.process is None or self.process.poll() is not None:
            # The invocation before ran out of time or crashed: same environment, new process
            self.executor_endpoint.startup_future = Future()
            self._spawn()
            self.executor_endpoint.wait_for_startup()
        self._request_id = payload["invoke-id"]
        self._began = time.monotonic()
        self._log_offset = self.log_path.stat().st_size if self.log_path.exists() else 0
        timeout = self.function_version.config.timeout
        timer = threading.Timer(timeout, self._timed_out, args=(timeout,))
        timer.daemon = True
        timer.start()
        try:
            return self.executor_endpoint.invoke(payload)
        finally:
            timer.cancel()

    def _timed_out(self, timeout: int) -> None:
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        message = f"{now} {self._request_id} Task timed out after {timeout}.00 seconds"
        # The process goes before the caller hears of it, so that the next invocation starts one
        self._kill()
        self._fail_invocation({"errorType": "Sandbox.Timedout", "errorMessage": message})

    # -- addresses and logs
    def get_address(self) -> str:
        return HOST

    def get_endpoint_from_executor(self) -> str:
        return HOST

    def get_runtime_endpoint(self) -> str:
        port = config.GATEWAY_LISTEN[0].port
        return f"http://{HOST}:{port}{self.executor_endpoint.get_endpoint_prefix()}"

    def _logs_since(self, offset: int) -> str:
        try:
            with open(self.log_path, "rb") as f:
                f.seek(offset)
                return f.read().decode("utf-8", "replace")
        except FileNotFoundError:
            return ""

    def _unfinished_logs(self, reason: str) -> str:
        """What bootstrap.mts would have sent, had it lived to the end of the invocation"""
        request_id, fn = self._request_id, self.function_version
        ms = (time.monotonic() - self._began) * 1000
        written = self._logs_since(self._log_offset)
        return (
            f"START RequestId: {request_id} Version: {fn.id.qualifier}\n"
            f"{written}{'' if written.endswith(chr(10)) or not written else chr(10)}{reason}\n"
            f"END RequestId: {request_id}\n"
            f"REPORT RequestId: {request_id}\tDuration: {ms:.2f} ms\tBilled Duration: {ms:.0f} ms\t"
            f"Memory Size: {fn.config.memory_size} MB\t\n"
        )

    def get_logs(self) -> str:
        return self._logs_since(0) or "Process was not started"

    # -- versions
    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        if function_version.config.code:
            function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        pass

    @classmethod
    def validate_environment(cls) -> bool:
        return shutil.which(NODE) is not None
