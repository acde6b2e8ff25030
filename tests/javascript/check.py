"""Check the types of the course's scripts with TypeScript, which only this needs.

`python tests/javascript/check.py`: the compiler that `package-lock.json` pins is put in
`_build/javascript` the first time. Without Node.js nothing is checked: CI fails, a person reads so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOOLS = HERE.parents[1] / "_build" / "javascript"
COMPILER = TOOLS / "node_modules" / "typescript" / "lib" / "tsc.js"
PINS = ("package.json", "package-lock.json")


def unchecked(reason: str) -> int:
    """Say why nothing is checked; a failure in CI alone."""
    print(f"{reason}\u00a0: les types du JavaScript ne sont pas vérifiés.", flush=True)
    return 1 if os.environ.get("CI") else 0


def is_installed() -> bool:
    """Tell whether the compiler is the one that is pinned."""
    return COMPILER.exists() and all(
        (TOOLS / name).read_bytes() == (HERE / name).read_bytes() for name in PINS
    )


def install(npm: str) -> bool:
    """Put the pinned compiler in its place; False when it could not be had."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    for name in PINS:
        shutil.copyfile(HERE / name, TOOLS / name)
    command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    return subprocess.run(command, cwd=TOOLS, check=False).returncode == 0


def main() -> int:
    """Return the exit code of the check."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return unchecked("Node.js ou npm manque à cet ordinateur")
    if not is_installed() and not install(npm):
        return unchecked("TypeScript n’a pas pu être téléchargé")
    return subprocess.run([node, str(COMPILER), "-p", str(HERE)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
