"""Downloads: checked, whole or absent; each fault of the network is one French sentence."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pooch
import pytest
from answering import Answer, Web, answering
from decp_files import DECP
from serving import free_port

from maillon.base.errors import MaillonError
from maillon.opendata.live import buyer, sources, transfer
from maillon.opendata.live.buyer import checked_siret, fetch_buyer
from maillon.opendata.live.download import fetch, fetch_listed, read_list, read_source
from maillon.opendata.live.transfer import DownloadFailed, Progress

SIRET = "45072478600030"
DAY = date(2026, 11, 25)
LIST = DECP / "referentiels" / "e-marchespublics_ressources_2024-07.csv"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, no proxy between the test and its server, and no real waiting."""
    monkeypatch.setenv("MAILLON_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr(transfer, "BACK_OFF", (0.0, 0.0))
    return tmp_path / "cache"


@pytest.fixture
def web() -> Iterator[Web]:
    with answering() as web:
        yield web


def kept(cache: Path) -> list[Path]:
    return sorted(cache.rglob("*")) if cache.exists() else []


def sha1(body: bytes) -> str:
    return hashlib.sha1(body, usedforsecurity=False).hexdigest()


def refused(fault: pytest.ExceptionInfo[MaillonError]) -> str:
    """What the person reads: one line, which says what to do."""
    said = str(fault.value)
    assert "\n" not in said
    assert fault.value.remedy
    return said


@pytest.mark.parametrize("digest", [sha1, lambda body: hashlib.sha256(body).hexdigest()])
def test_a_file_is_asked_once_then_comes_from_the_cache(web: Web, digest: object) -> None:
    address = web.says("/decp.json", Answer(b"{}"))
    checksum = digest(b"{}")  # type: ignore[operator]
    first = fetch(address, checksum)
    assert first.read_bytes() == b"{}"
    assert fetch(address, checksum) == first
    assert web.asked == ["/decp.json"]


def test_nothing_is_said_in_english(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    for handler in pooch.get_logger().handlers:
        monkeypatch.setattr(handler, "emit", lambda record: said.append(record.getMessage()))
    fetch(web.says("/decp.json", Answer(b"{}")))
    fetch(web.address + "/decp.json", again=True)
    assert said == []


def test_two_addresses_with_the_same_file_name_are_two_files(web: Web) -> None:
    first = fetch(web.says("/a/decp.json", Answer(b"a")))
    second = fetch(web.says("/b/decp.json", Answer(b"b")))
    assert (first.read_bytes(), second.read_bytes()) == (b"a", b"b")


def test_a_source_gives_its_file_under_its_own_name(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = sources.sources()
    moved = web.says("/ailleurs", Answer(b"id\n1\n"))
    here = dataclasses.replace(known["national-csv"], address=web.says("/r/1", redirect(moved)))
    monkeypatch.setitem(known, "national-csv", here)
    assert fetch("national-csv").name == "decp-national.csv"
    assert web.asked == ["/r/1", "/ailleurs"]


def test_asking_again_replaces_the_file_only_when_the_new_one_is_whole(web: Web) -> None:
    address = web.says("/decp.csv", Answer(b"old"), Answer(b"new"), Answer(b"ne", cut=True))
    path = fetch(address)
    assert fetch(address, again=True) == path
    assert path.read_bytes() == b"new"
    with pytest.raises(DownloadFailed):
        fetch(address, again=True)
    assert fetch(address).read_bytes() == b"new"


def test_another_file_than_announced_is_not_kept(web: Web, cache: Path) -> None:
    address = web.says("/decp.json", Answer(b"something else"))
    with pytest.raises(DownloadFailed, match="empreinte diffère") as fault:
        fetch(address, sha1(b"{}"))
    assert "n’est pas gardé" in refused(fault)
    assert not kept(cache)


@pytest.mark.parametrize("checksum", ["abc", "z" * 40, "md5:" + "0" * 32])
def test_a_checksum_without_form_is_refused_before_asking(web: Web, checksum: str) -> None:
    with pytest.raises(MaillonError, match="n’est pas une empreinte"):
        fetch(web.says("/decp.json", Answer(b"{}")), checksum)
    assert not web.asked


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(status=404), "ne connaît plus ce fichier"),
        (Answer(status=403), "refuse de répondre (code\u00a0403)"),
        (Answer(status=500), "refuse de répondre (code\u00a0500)"),
        (Answer(status=429), "reçoit trop de demandes"),
        (Answer(b"half", cut=True), "s’est coupée avant la fin"),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_leaves_nothing(
    web: Web, cache: Path, answer: Answer, said: str
) -> None:
    with pytest.raises(DownloadFailed) as fault:
        fetch(web.says("/decp.json", answer))
    assert said in refused(fault)
    assert "decp" not in str(fault.value).partition(said)[2]
    assert not kept(cache)


def test_a_busy_server_is_asked_again(web: Web) -> None:
    busy = Answer(status=429, headers={"Retry-After": "0"})
    assert fetch(web.says("/decp.json", busy, busy, Answer(b"{}"))).read_bytes() == b"{}"
    assert len(web.asked) == 3


def test_the_pause_that_a_server_asks_for_is_kept_within_reason(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(transfer.time, "sleep", pauses.append)
    busy = [Answer(status=429, headers={"Retry-After": asked}) for asked in ("7", "86400")]
    fetch(web.says("/decp.json", *busy, Answer(b"{}")))
    assert pauses == [7, transfer.LONGEST_WAIT]


@pytest.mark.parametrize("ask", [fetch, lambda address: fetch_buyer(SIRET, on=DAY)])
def test_without_network_no_command_is_typed_for_a_page_to_show(
    monkeypatch: pytest.MonkeyPatch, cache: Path, ask: object
) -> None:
    closed = f"http://127.0.0.1:{free_port()}/decp.json"
    ask_buyers_at(monkeypatch, closed)
    with pytest.raises(DownloadFailed, match="pas de réseau") as fault:
        ask(closed)  # type: ignore[operator]
    assert "donnez un fichier déjà téléchargé" in refused(fault)
    assert "--sample" not in str(fault.value)
    proposed = str(fault.value.proposing("prenez l’échantillon"))
    assert proposed.endswith("donnez un fichier déjà téléchargé, ou prenez l’échantillon.")
    assert not kept(cache)


def test_a_cache_that_cannot_be_written_is_said(web: Web, cache: Path) -> None:
    cache.write_text("not a folder", encoding="utf-8")
    with pytest.raises(DownloadFailed, match="MAILLON_CACHE"):
        fetch(web.says("/decp.json", Answer(b"{}")))


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("nationale", "Sources connues\u00a0: national-parquet"),
        ("pes", "est une liste de fichiers"),
        ("acheteur", "Donnez un SIRET"),
        ("ftp://exemple.fr/a.json", "ne commence pas par https"),
    ],
)
def test_what_cannot_be_downloaded_is_said(wanted: str, said: str) -> None:
    with pytest.raises(MaillonError, match=said):
        fetch(wanted)


# --- One buyer --------------------------------------------------------------------------------


def ask_buyers_at(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    known = sources.sources()
    here = dataclasses.replace(known[sources.BUYER], address=address)
    monkeypatch.setitem(known, sources.BUYER, here)


def page(rows: list[dict[str, object]], following: str | None, total: int) -> Answer:
    content = {"data": rows, "links": {"next": following}, "meta": {"total": total, "page_size": 2}}
    return Answer(json.dumps(content).encode())


def redirect(address: str) -> Answer:
    return Answer(status=302, headers={"Location": address})


ROWS: list[dict[str, object]] = [
    {"__id": rank, "uid": f"{SIRET}{rank}", "montant": 1000.5 * rank, "marcheInnovant": rank == 2}
    for rank in (1, 2, 3)
]


@pytest.mark.parametrize("absolute", [True, False])
def test_the_pages_of_a_buyer_make_one_table(
    web: Web, monkeypatch: pytest.MonkeyPatch, absolute: bool
) -> None:
    following = (web.address if absolute else "") + f"/{SIRET}/2"
    web.says(f"/{SIRET}", Answer(status=429), page(ROWS[:2], following, 3))
    web.says(f"/{SIRET}/2", redirect(f"/{SIRET}/deux"))
    web.says(f"/{SIRET}/deux", page(ROWS[2:], None, 3))
    ask_buyers_at(monkeypatch, web.address + "/{siret}")
    path = fetch_buyer("450 724 786 00030", on=DAY)
    assert path.name == f"decp-{SIRET}-2026-11-25.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["uid"] for row in rows] == [row["uid"] for row in ROWS]
    assert rows[1] == {"uid": f"{SIRET}2", "montant": "2001.0", "marcheInnovant": "true"}
    asked = len(web.asked)
    assert fetch_buyer(SIRET, on=DAY) == path
    assert len(web.asked) == asked
    fetch_buyer(SIRET, on=date(2026, 11, 26))
    assert len(web.asked) > asked


@pytest.mark.parametrize("by_link", [True, False])
def test_pages_that_lead_to_another_host_are_not_followed(
    web: Web, monkeypatch: pytest.MonkeyPatch, cache: Path, by_link: bool
) -> None:
    with answering() as other:
        elsewhere = other.says("/2", page(ROWS[2:], None, 3))
        first = page(ROWS[:2], elsewhere, 3) if by_link else redirect(elsewhere)
        ask_buyers_at(monkeypatch, web.says("/1", first))
        with pytest.raises(DownloadFailed, match="renvoie vers un autre site") as fault:
            fetch_buyer(SIRET, on=DAY)
        assert not other.asked
    refused(fault)
    assert not kept(cache)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"<html>"),
        Answer(b"[]"),
        Answer(b'{"data": []}'),
        Answer(b'{"data": [1], "links": {}, "meta": {"total": 1, "page_size": 50}}'),
        Answer(b'{"data": [{"a": 1}], "links": {}, "meta": {"total": null, "page_size": 50}}'),
        redirect("/1"),
    ],
)
def test_an_answer_of_another_form_is_said_and_leaves_nothing(
    web: Web, monkeypatch: pytest.MonkeyPatch, cache: Path, answer: Answer
) -> None:
    ask_buyers_at(monkeypatch, web.says("/1", answer))
    with pytest.raises(DownloadFailed, match="a répondu autre chose que des contrats") as fault:
        fetch_buyer(SIRET, on=DAY)
    refused(fault)
    assert not kept(cache)


def test_an_interface_without_end_is_left(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buyer, "MOST_PAGES", 3)
    ask_buyers_at(monkeypatch, web.says("/1", page(ROWS[:2], "/1", 3)))
    with pytest.raises(DownloadFailed, match="répond sans fin"):
        fetch_buyer(SIRET, on=DAY)
    assert len(web.asked) == 3


def test_fewer_rows_than_announced_are_refused(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    ask_buyers_at(monkeypatch, web.says("/1", page(ROWS[:2], None, 3)))
    with pytest.raises(DownloadFailed, match="2 lignes sur 3"):
        fetch_buyer(SIRET, on=DAY)


def test_a_buyer_without_contracts_is_said(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    ask_buyers_at(monkeypatch, web.says("/1", page([], None, 0)))
    with pytest.raises(MaillonError, match="Aucun contrat n’est publié"):
        fetch_buyer(SIRET, on=DAY)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("4507247860003", "14 chiffres"),
        ("4507247860003x", "14 chiffres"),
        ("²" * 14, "14 chiffres"),
        ("45072478600031", "erreur de frappe"),
        ("00000001800010", "inventé par le cours"),
    ],
)
def test_a_siret_typed_wrong_is_refused(typed: str, said: str) -> None:
    with pytest.raises(MaillonError, match=said) as fault:
        checked_siret(typed)
    assert "maillon" not in str(fault.value)


def test_the_post_office_has_its_own_check() -> None:
    assert checked_siret("35600000000048") == "35600000000048"


# --- Lists of files ---------------------------------------------------------------------------


def a_list(folder: Path, *lines: str) -> Path:
    path = folder / "liste.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_list_gives_the_files_of_the_days_asked(web: Web, tmp_path: Path) -> None:
    days = ("2024-07-14", "2024-07-13", "2024-07-16")
    lines = [
        f"{day},{web.says(f'/{day}.json', Answer(day.encode()))},{sha1(day.encode())}"
        for day in days
    ]
    listed = read_list(a_list(tmp_path, "date_publication,url,sha1", *lines))
    paths = fetch_listed(listed, date(2024, 7, 13), date(2024, 7, 14))
    assert [path.read_text(encoding="utf-8") for path in paths] == ["2024-07-13", "2024-07-14"]
    with pytest.raises(MaillonError, match="13\u00a0juillet 2024 au 16\u00a0juillet 2024"):
        fetch_listed(listed, date(2025, 1, 1), date(2025, 1, 2))


@pytest.mark.parametrize(
    "lines", [["a,b", "1,2"], ["date_publication,url,sha1", "hier,http://x,"], ["\0"], []]
)
def test_what_is_no_list_is_said(tmp_path: Path, lines: list[str]) -> None:
    with pytest.raises(MaillonError):
        fetch_listed(read_list(a_list(tmp_path, *lines)), DAY, DAY)


def test_a_list_that_is_absent_is_said(tmp_path: Path) -> None:
    with pytest.raises(MaillonError, match="introuvable"):
        read_list(tmp_path / "absente.csv")


def test_the_files_of_a_data_set_are_listed(web: Web) -> None:
    resources = [
        {
            "title": "DECP-2024-07-13-01.json",
            "url": "u1",
            "checksum": {"type": "sha1", "value": "a"},
        },
        {
            "title": "sans date",
            "url": "u0",
            "last_modified": "2024-07-12T03:00:00",
            "checksum": None,
        },
    ]
    address = web.says("/jeu", Answer(json.dumps({"resources": resources}).encode()))
    listed = read_source(dataclasses.replace(sources.source("pes"), address=address))
    assert [(file.day.day, file.address, file.checksum) for file in listed] == [
        (12, "u0", None),
        (13, "u1", "a"),
    ]


@pytest.mark.parametrize("body", [b"[]", b"<html>", b'{"resources": [{"title": "x"}]}'])
def test_a_data_set_of_another_form_is_said(web: Web, body: bytes) -> None:
    address = web.says("/jeu", Answer(body))
    with pytest.raises(MaillonError, match="n’a pas la forme attendue"):
        read_source(dataclasses.replace(sources.source("pes"), address=address))


def test_the_real_list_is_read() -> None:
    listed = read_list(LIST)
    assert len(listed) == 31
    assert sum(file.checksum is not None for file in listed) == 31


# --- Progress and sources ---------------------------------------------------------------------


class Terminal:
    """A stream that is a terminal, or not."""

    def __init__(self, is_terminal: bool) -> None:
        self.shown = ""
        self.isatty = lambda: is_terminal

    def write(self, text: str) -> int:
        self.shown += text
        return len(text)

    def flush(self) -> None:
        pass


def test_progress_is_shown_in_french_on_a_terminal_only() -> None:
    for is_terminal in (True, False):
        stream = Terminal(is_terminal)
        progress = Progress("decp.csv", stream=stream)  # type: ignore[arg-type]
        progress.total = 3_000_000
        progress.update(1_500_000)
        progress.close()
        said = "\rdecp.csv\u00a0: 1,5\u00a0Mo (50\u00a0%)\n"
        assert stream.shown == (said if is_terminal else "")


def test_each_source_says_its_licence_its_credit_and_its_limits() -> None:
    for found in sources.sources().values():
        assert found.address.startswith("https://")
        assert found.page.startswith("https://")
        assert found.licence
        assert found.attribution
        assert found.limits.endswith(".")
        assert date.fromisoformat(found.checked_on)
        assert bool(found.file) == (found.kind == "file")
