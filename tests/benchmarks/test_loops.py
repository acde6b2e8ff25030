"""The benchmark of loops runs, and stops when the two searches disagree; its times are its own."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "loops.py"


@pytest.fixture(scope="module")
def loops() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_loops", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_prints_one_line_a_map_with_times_and_ratio(
    loops: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    loops.main(["--arrows", "80", "120", "--maps", "1", "--repeats", "1"])
    head, *lines, last = capsys.readouterr().out.splitlines()
    assert head.split() == list(loops.HEAD)
    assert [line.split()[0] for line in lines] == ["reference", "random", "random"]
    assert all(re.search(r"\d+\.\d\d ms +\d+\.\d\d ms +\d+\.\d$", line) for line in lines)
    assert lines[0].split()[1:4] == ["19", "29", "16"]
    assert re.fullmatch(r"median ratio, networkx / find_loops: \d+\.\d", last)


def test_random_maps_depend_on_their_seed_alone(loops: ModuleType) -> None:
    assert loops.random_map(90, 1) == loops.random_map(90, 1) != loops.random_map(90, 2)
    assert len(loops.random_map(90, 1).arrows) == 90


def test_a_disagreement_is_no_benchmark(loops: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "with_networkx", lambda _map: 0)
    with pytest.raises(SystemExit, match="disagree"):
        loops.compare(loops.SUPPLIER_RELATION, 1)
