"""One kernel started ahead: a workshop or an exercise opens without the wait for its imports.

Jupyter starts a kernel through a *provisioner*.  This one hands the kernel's folder, environment
and words to a process that has already imported everything (`maillon.site.spare_kernel`), and
starts the next one once the page has had the processor to itself.  With no spare at hand, a kernel
starts as it always does.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

from jupyter_client.launcher import launch_kernel
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

NAME = "maillon-warm"
#: Seconds from the launch of a kernel to the start of the next spare: the page opens meanwhile.
REST = 8.0
LAUNCHER = "ipykernel_launcher"


class Spare:
    """The process that waits, if there is one."""

    def __init__(self) -> None:
        self._process: Popen[bytes] | None = None

    def start(self) -> None:
        """Start a process that imports what workshops need and waits, unless one is waiting."""
        if self._process is None or self._process.poll() is not None:
            command = [sys.executable, "-m", "maillon.site.spare_kernel"]
            self._process = launch_kernel(command, stdin=PIPE)

    def take(self, arguments: list[str], folder: str, environment: dict[str, str]) -> Any:
        """Turn the process that waits into a kernel and return it; None when none could."""
        process, self._process = self._process, None
        if process is None or process.stdin is None:
            return None
        order = {"arguments": arguments, "folder": folder, "environment": environment}
        try:
            with process.stdin as pipe:
                pipe.write(json.dumps(order).encode() + b"\n")
        except OSError:  # it has ended
            return None
        return process


SPARE = Spare()


class WarmProvisioner(LocalProvisioner):
    """Launch the course's Python kernels from the spare; any other kernel as Jupyter does."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Return how to connect to the kernel that `cmd` describes, started or turned into one."""
        asyncio.get_running_loop().call_later(REST, SPARE.start)
        process = None
        if LAUNCHER in cmd:
            process = SPARE.take(
                cmd[cmd.index(LAUNCHER) + 1 :],
                os.fspath(kwargs.get("cwd") or Path.cwd()),
                kwargs.get("env") or dict(os.environ),
            )
        if process is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.process = process
        self.pid = process.pid
        self.pgid = os.getpgid(process.pid) if hasattr(os, "getpgid") else None
        return self.connection_info


def keep_warm(server: Any) -> None:
    """Have every kernel of the Jupyter Server `server` start from a spare; start the first one."""
    factory = KernelProvisionerFactory.instance(parent=server)
    value = f"{WarmProvisioner.__module__}:{WarmProvisioner.__name__}"
    factory.provisioners[NAME] = EntryPoint(NAME, value, factory.GROUP_NAME)
    factory.default_provisioner_name = NAME
    SPARE.start()
