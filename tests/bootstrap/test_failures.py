"""Each failure is one French sentence, and never a traceback."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path
from types import ModuleType

import pytest

#: What pip wrote, seen on real failures and shortened.
REFUSED = (
    "WARNING: Retrying (Retry(total=4, connect=None, read=None, redirect=None, status=None)) after"
    " connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPConnection"
    " object>: Failed to establish a new connection: [Errno 111] Connection refused')':"
    " /simple/hatchling/\n"
    "ERROR: Could not find a version that satisfies the requirement hatchling==1.33.0"
    " (from versions: none)\nERROR: No matching distribution found for hatchling==1.33.0\n"
)
NO_NAME = REFUSED.replace(
    "[Errno 111] Connection refused", "[Errno -3] Temporary failure in name resolution"
)
SLOW = (
    "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(host='files',"
    " port=443): Read timed out.\n"
)
CERTIFICATE = (
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'SSLError("
    "SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed:"
    " self-signed certificate in certificate chain (_ssl.c:1006)'))': /simple/voila/\n"
)
FULL = (
    "Downloading matplotlib-3.11.2-cp311-cp311-manylinux_2_27_x86_64.whl (8.7 MB)\n"
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n"
)
QUOTA = "ERROR: Could not install packages due to an OSError: [Errno 122] Disk quota exceeded\n"
PROTECTED = (
    "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied:"
    " '/cours/.venv/lib/python3.11/site-packages/six.py'\nCheck the permissions.\n"
)
BUSY = (
    "ERROR: Could not install packages due to an OSError: [WinError 5] Accès refusé:"
    " 'C:\\\\cours\\\\.venv\\\\Lib\\\\site-packages\\\\zmq\\\\_zmq.pyd'\n"
)
NO_WHEEL = (
    "ERROR: Could not find a version that satisfies the requirement numpy==2.4.6"
    " (from versions: 1.26.4)\nERROR: No matching distribution found for numpy==2.4.6\n"
)
COMPILER = "error: Microsoft Visual C++ 14.0 or greater is required.\nFailed building wheel for x\n"


@pytest.mark.parametrize(
    ("log", "words"),
    [
        (REFUSED, "Internet ne répond pas"),
        (NO_NAME, "Internet ne répond pas"),
        (SLOW, "Internet ne répond pas"),
        (CERTIFICATE, "service informatique"),
        (FULL, "Le disque est plein"),
        (QUOTA, "Le disque est plein"),
        (PROTECTED, "protégé ou occupé"),
        (BUSY, "protégé ou occupé"),
        (NO_WHEEL, "essayez Python 3.11"),
        (COMPILER, "essayez Python 3.11"),
        ("ERROR: ResolutionImpossible: see the documentation\n", "L’installation a échoué"),
        ("", "L’installation a échoué"),
    ],
)
def test_pip_failures_are_recognised(course: ModuleType, log: str, words: str) -> None:
    sentence = course.pip_failure(log)
    assert words in sentence
    assert "_build/installation.log" in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "Le disque est plein"),
        (errno.EACCES, "Écriture refusée (/cours/_build)"),
        (errno.EROFS, "Écriture refusée (/cours/_build)"),
    ],
)
def test_a_refusal_of_the_system_is_told(
    course: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: int,
    words: str,
) -> None:
    def refuse(layout: object, args: list[str]) -> int:
        raise OSError(number, "refused", "/cours/_build")

    monkeypatch.setattr(course, "run", refuse)
    assert course.main(["build"]) == 1
    shown = capsys.readouterr()
    assert words in shown.err
    assert len(shown.err.splitlines()) == 1


def test_an_unexpected_failure_goes_to_a_file(
    course: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(course, "run", lambda layout, args: 1 // 0)
    assert course.main(["build"]) == 1
    shown = capsys.readouterr().err
    assert "Traceback" not in shown
    (log,) = tmp_path.glob("maillon-*.log")
    assert str(log) in shown
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_ctrl_c_is_acknowledged(
    course: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(layout: object, args: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(course, "run", interrupt)
    assert course.main(["test"]) == 130
    assert capsys.readouterr().err.strip() == "Arrêt demandé."
