"""A kernel started ahead is the kernel that was asked for, or Jupyter starts one as usual."""

from __future__ import annotations

import asyncio
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from maillon.site import spare_kernel, warm_kernels
from maillon.site.warm_kernels import Spare, WarmProvisioner


class Process:
    """A process that waits for its order."""

    pid = os.getpid()

    def __init__(self, *, ended: bool = False) -> None:
        self.stdin: Any = io.BytesIO()
        self.stdin.close = lambda: None
        if ended:
            self.stdin.write = _broken

    def poll(self) -> None:
        """Still running."""


def _broken(_words: bytes) -> int:
    raise BrokenPipeError


def spare(process: Process, monkeypatch: pytest.MonkeyPatch) -> Spare:
    monkeypatch.setattr(warm_kernels, "launch_kernel", lambda *_words, **_more: process)
    found = Spare()
    found.start()
    return found


def test_the_process_that_waits_is_told_what_to_become(monkeypatch: pytest.MonkeyPatch) -> None:
    process = Process()
    waiting = spare(process, monkeypatch)
    assert waiting.take(["-f", "liaison.json"], "/cours/travaux", {"NOM": "é"}) is process
    assert json.loads(process.stdin.getvalue()) == {
        "arguments": ["-f", "liaison.json"],
        "folder": "/cours/travaux",
        "environment": {"NOM": "é"},
    }
    assert waiting.take([], "", {}) is None, "it serves once"


def test_a_process_that_has_ended_serves_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    assert spare(Process(ended=True), monkeypatch).take([], "", {}) is None


@pytest.mark.parametrize("command", [["python", "-m", "ipykernel_launcher", "-f", "x"], ["R"]])
def test_without_a_spare_jupyter_starts_the_kernel(
    command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []

    async def launch(_self: LocalProvisioner, cmd: list[str], **_more: Any) -> dict[str, int]:
        started.append(cmd)
        return {}

    monkeypatch.setattr(LocalProvisioner, "launch_kernel", launch)
    monkeypatch.setattr(warm_kernels, "SPARE", Spare())
    asyncio.run(WarmProvisioner(kernel_id="k").launch_kernel(command))
    assert started == [command]


def test_a_spare_takes_the_place_of_the_kernel(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("environ",):
        monkeypatch.setattr(os, name, os.environ.copy())
    monkeypatch.setattr(sys, "argv", ["spare"])
    monkeypatch.chdir(tmp_path)
    os.environ.update({"JPY_PARENT_PID": "12", "ANCIEN": "x"})
    folder = tmp_path / "e1"
    folder.mkdir()
    order = {"arguments": ["-f", "x"], "folder": str(folder), "environment": {"NOUVEAU": "y"}}
    spare_kernel.become(json.dumps(order))
    assert dict(os.environ) == {"JPY_PARENT_PID": "12", "NOUVEAU": "y"}
    assert Path.cwd() == folder
    assert sys.argv == ["spare", "-f", "x"]


def test_a_spare_whose_server_is_gone_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spare_kernel, "import_workshops", lambda: None)
    monkeypatch.setattr(sys, "path", ["ailleurs", *sys.path])
    spare_kernel.main(io.StringIO(""))
