"""LocalStack ends when whoever started it ends, however that came about.

CLAIMWIRE_LIFELINE=1 says that standard input is a pipe that the starter holds open: its end is the starter's end."""

import os
import signal
import threading

from localstack.runtime import hooks


def _wait_for_the_end() -> None:
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


@hooks.on_infra_start(should_load=lambda: os.environ.get("CLAIMWIRE_LIFELINE") == "1")
def hold_lifeline() -> None:
    threading.Thread(target=_wait_for_the_end, daemon=True).start()
