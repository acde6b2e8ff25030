"""The benchmark of open data runs, and stops when the two sides disagree; its times are its own."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest
from scripts import benchmark


@pytest.fixture(scope="module")
def opendata() -> ModuleType:
    return benchmark("opendata")


def test_it_prints_one_line_a_side_with_time_memory_and_ratio(
    opendata: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    opendata.main(["--rows", "2000"])
    size, head, *lines = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"\d+ rows, 31 columns", size)
    assert head.split() == list(opendata.HEAD)
    sides = [line for line in lines if not line.startswith("ratio")]
    assert all(re.search(r"\d+\.\d\d s +\d+ MiB$", line) for line in sides)
    assert [line.split()[0] for line in sides] == ["csv", "csv", "parquet"]
    ratios = [line for line in lines if line.startswith("ratio")]
    assert len(ratios) == 2
    assert re.fullmatch(r"ratio, pandas / maillon: \S+ in time, \S+ in memory", ratios[0])


def test_files_depend_on_their_seed_alone(opendata: ModuleType) -> None:
    one, same, other = (opendata.generate(500, seed) for seed in (1, 1, 2))
    assert one.equals(same)
    assert not one.equals(other)


def test_a_disagreement_is_no_benchmark(opendata: ModuleType, tmp_path: Path) -> None:
    opendata.generate(500, 1).write_csv(tmp_path / "a.csv")
    ours = opendata.with_maillon(tmp_path / "a.csv")
    theirs = opendata.with_pandas(tmp_path / "a.csv")
    opendata.check(ours, theirs)
    with pytest.raises(SystemExit, match="disagree on montant_total"):
        opendata.check(ours, theirs | {"montant_total": theirs["montant_total"] + 1})
