"""Start a real server for a test, wait until it answers, and stop it."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

TOKEN = "jeton-de-test"


def free_port() -> int:
    """Return a port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    command: Sequence[str | Path],
    address: str,
    *,
    log: Path,
    cwd: Path,
    env: Mapping[str, str] | None = None,
) -> Iterator[None]:
    """Run *command* in *cwd* while the block lasts; it starts when *address* answers.

    What the server prints goes to *log*, which a failure shows.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            list(map(str, command)), cwd=cwd, env=env, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _wait(address, process, log)
            yield
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError as answered:
            answered.close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"no answer from the server\n{log.read_text(encoding='utf-8')}")
