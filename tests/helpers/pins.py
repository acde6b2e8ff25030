"""Write constraints.txt from the environment that runs this file.

`python tests/helpers/pins.py`; the way to make that environment is in CONTRIBUTING.md.
"""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
HEADER = """\
# The exact versions that the course is tested with.  Generated: see the table of CONTRIBUTING.md.
# Les versions exactes avec lesquelles le cours est testé.
"""
#: What other systems install in addition; the environment that writes the file cannot know it.
OTHER_SYSTEMS = (
    'appnope==1.0.0 ; sys_platform == "darwin"',
    'colorama==0.4.6 ; sys_platform == "win32"',
    'pywinpty==3.1.2 ; os_name == "nt"',
)


def normalised(name: str) -> str:
    """Return the name of a library in the form that compares."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements() -> list[str]:
    """Return the names that requirements.txt asks for, the course's own package apart."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return [
        Requirement(line.split("#")[0]).name for line in text.splitlines() if line[:1].isalnum()
    ]


def closure(names: list[str], extra: str = "") -> dict[str, str]:
    """Return the installed version of `names` and of all they need; `extra` is of `maillon`."""
    versions: dict[str, str] = {}
    waiting = [
        (normalised(name), frozenset([extra if name == "maillon" else ""])) for name in names
    ]
    seen = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        found = metadata.distribution(name)
        versions[name] = found.version
        for text in found.requires or []:
            needed = Requirement(text)
            marker = needed.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append((normalised(needed.name), frozenset(needed.extras or [""])))
    versions.pop("maillon", None)
    return versions


def sections() -> tuple[dict[str, str], dict[str, str]]:
    """Return what the course needs, and what only its tests need, as installed here."""
    course = closure([*requirements(), "maillon"])
    everything = closure(["maillon"], extra="test")
    tools = {name: version for name, version in everything.items() if name not in course}
    return course, tools


def main() -> None:
    """Write constraints.txt."""
    course, tools = sections()
    lines = [f"{name}=={version}" for name, version in course.items()]
    text = "\n".join(sorted([*lines, *OTHER_SYSTEMS]))
    tests = "\n".join(sorted(f"{name}=={version}" for name, version in tools.items()))
    content = f"{HEADER}\n# Course\n{text}\n\n# Test tools\n{tests}\n"
    (ROOT / "constraints.txt").write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
