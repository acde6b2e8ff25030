"""Each share that a workshop prints is the one that its models give, in seeded draws."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from scripts import benchmark

from maillon.workshops.claims import share_file, shares
from maillon.workshops.robustness import Claim

surprises = benchmark("surprises")
CLAIMS: dict[str, tuple[Claim, ...]] = surprises.claims()
each_claim = pytest.mark.parametrize(
    ("workshop", "claim"),
    [(name, claim) for name, some in CLAIMS.items() for claim in some],
    ids=lambda value: getattr(value, "id", value),
)


@each_claim
def test_the_share_on_the_page_is_the_one_that_the_model_gives(workshop: str, claim: Claim) -> None:
    assert claim.share() == shares(workshop)[claim.id], "maillon : benchmarks/surprises.py --write"


@pytest.mark.parametrize("workshop", CLAIMS)
def test_the_file_holds_the_claims_of_the_topic_and_no_other(workshop: str) -> None:
    kept = {name: [share.held, share.cases] for name, share in shares(workshop).items()}
    assert list(kept) == [claim.id for claim in CLAIMS[workshop]]
    assert share_file(workshop).read_text(encoding="utf-8") == surprises.text(kept)


@each_claim
def test_what_a_case_gives_is_said_in_a_sentence(workshop: str, claim: Claim) -> None:
    _case, found = next(claim.cases(random.Random(0)))
    assert found.told.endswith((".", "»"))
    assert found.told[:1].islower() or found.told[:1].isdigit()
    assert claim.label[:1].islower()
    assert not claim.label.endswith(".")


def test_a_share_that_moved_stops_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workshop, (claim, *_others) = next(iter(CLAIMS.items()))
    file = tmp_path / "shares.json"
    monkeypatch.setattr(surprises, "claims", lambda: {workshop: (claim,)})
    monkeypatch.setattr(surprises, "share_file", lambda _workshop: file)
    surprises.main(["--write"])
    surprises.main([])
    file.write_text(file.read_text(encoding="utf-8").replace("[", "[1"), encoding="utf-8")
    with pytest.raises(SystemExit, match="The shares moved"):
        surprises.main([])
    assert claim.id in capsys.readouterr().out
