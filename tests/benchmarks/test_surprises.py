"""Each share that a workshop prints is the one that its models give, in seeded draws."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path
from types import ModuleType

import pytest

from maillon.models.robustness import Claim
from maillon.workshops.catalogue import WORKSHOPS
from maillon.workshops.claims import FILE, shares

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "surprises.py"
_SPEC = importlib.util.spec_from_file_location("benchmark_surprises", SCRIPT)
assert _SPEC is not None
assert _SPEC.loader is not None
surprises: ModuleType = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(surprises)
CLAIMS: dict[str, Claim] = surprises.claims()
each_claim = pytest.mark.parametrize("name", CLAIMS)


@each_claim
def test_the_share_on_the_page_is_the_one_that_the_model_gives(name: str) -> None:
    assert CLAIMS[name].share() == shares()[name], "maillon : benchmarks/surprises.py --write"


def test_the_file_holds_the_claims_of_the_course_and_no_other() -> None:
    kept = {name: [share.held, share.cases] for name, share in shares().items()}
    assert list(kept) == list(CLAIMS)
    assert FILE.read_text(encoding="utf-8") == surprises.text(kept)


@each_claim
def test_what_a_case_gives_is_said_in_a_sentence(name: str) -> None:
    claim = CLAIMS[name]
    _case, found = next(claim.cases(random.Random(0)))
    assert found.told.endswith((".", "»"))
    assert found.told[:1].islower() or found.told[:1].isdigit()
    assert name.split("/", maxsplit=1)[0] in WORKSHOPS
    assert claim.label[:1].islower()
    assert not claim.label.endswith(".")


def test_a_share_that_moved_stops_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, claim = next(iter(CLAIMS.items()))
    monkeypatch.setattr(surprises, "claims", lambda: {name: claim})
    monkeypatch.setattr(surprises, "FILE", tmp_path / "shares.json")
    surprises.main(["--write"])
    surprises.main([])
    written = surprises.FILE.read_text(encoding="utf-8")
    surprises.FILE.write_text(written.replace("[", "[1"), encoding="utf-8")
    with pytest.raises(SystemExit, match="The shares moved"):
        surprises.main([])
    assert name in capsys.readouterr().out
