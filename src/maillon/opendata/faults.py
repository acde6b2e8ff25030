"""What keeps open data from being read, downloaded or counted: `faults.yaml` says each fault."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Self

from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP
from maillon.base.yaml_files import read_yaml

#: What is read, for whoever brings something else.
KNOWN = (
    f"Donnez un fichier de données essentielles{NBSP}: JSON ou XML réglementaire, "
    "tableau de decp.info ou de data.economie.gouv.fr, ou tableau maison."
)
AGAIN = "Téléchargez-le à nouveau, puis recommencez."


class Fault(MaillonError):
    """A fault of `faults.yaml`; `usual` is the remedy of those that say none."""

    usual = ""

    @classmethod
    def of(cls, fault: str, **words: object) -> Self:
        """Return a fault by its id; its texts name `words`."""
        texts = {key: text.format(**words) for key, text in _faults()[fault].items()}
        return cls(texts["what"], why=texts.get("why", ""), remedy=texts.get("remedy", cls.usual))


@cache
def _faults() -> Any:
    return read_yaml(Path(__file__).with_name("faults.yaml"))


class UnreadableFile(Fault):
    """A file is cut, damaged or cannot be opened; the message says where and what to do."""

    usual = AGAIN


class UnknownForm(Fault):
    """A file is readable, but it is none of the forms of DECP that the course reads."""

    usual = KNOWN
