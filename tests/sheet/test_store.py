"""Nothing that was saved may be lost, and each accident has its French sentence."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillon.sheet import files
from maillon.sheet import store as store_module
from maillon.sheet.store import FILE, JOURNAL, LOCK, AnswerStore, Notice

ID = "e1-boucles"
NOT_SAVED = "Votre réponse n’est pas enregistrée"
needs_posix = pytest.mark.skipif(os.name == "nt", reason="liens et tubes de POSIX")


def read(folder: Path) -> dict[str, Any]:
    return json.loads((folder / FILE).read_bytes())


def values(folder: Path) -> dict[str, Any]:
    return {question: entry["value"] for question, entry in read(folder)["answers"].items()}


def filled(folder: Path) -> AnswerStore:
    store = AnswerStore(folder, ID)
    store.set_trainee("Jeanne Dupont")
    store.save("polarites", {"a": "plus", "b": "moins"})
    store.save("prix", "1 500 €")
    return store


def codes(notices: tuple[Notice, ...]) -> list[str]:
    return [notice.code for notice in notices]


def asides(folder: Path) -> list[Path]:
    return sorted(p for p in folder.glob("reponses.*") if p.name not in (FILE, JOURNAL))


# --- the ordinary life of a sheet ----------------------------------------------------------------


def test_the_file_has_the_agreed_shape(tmp_path: Path) -> None:
    store = filled(tmp_path)
    document = read(tmp_path)
    assert document["schema"] == 1
    assert document["assignment"] == ID
    assert document["sheet"] == store.sheet_id
    assert len(store.sheet_id) == 32
    assert document["trainee"] == {"name": "Jeanne Dupont"}
    assert document["answers"]["prix"]["value"] == "1 500 €"
    saved_at = datetime.fromisoformat(document["answers"]["prix"]["saved_at"])
    assert saved_at.utcoffset() == timedelta(0)
    assert document == store.document()


def test_a_new_window_finds_everything(tmp_path: Path) -> None:
    first = filled(tmp_path)
    again = AnswerStore(tmp_path, ID)
    assert again.load() == ()
    assert again.get("polarites") == {"a": "plus", "b": "moins"}
    assert again.get("inconnue") is None
    assert again.trainee_name == "Jeanne Dupont"
    assert again.sheet_id == first.sheet_id


def test_reading_needs_no_explicit_load(tmp_path: Path) -> None:
    filled(tmp_path)
    assert AnswerStore(tmp_path, ID).get("prix") == "1 500 €"
    assert AnswerStore(tmp_path, ID).trainee_name == "Jeanne Dupont"


def test_opening_a_sheet_writes_no_answer_file(tmp_path: Path) -> None:
    assert AnswerStore(tmp_path, ID).load() == ()
    assert not (tmp_path / FILE).exists()


def test_nothing_temporary_is_left_behind(tmp_path: Path) -> None:
    old = tmp_path / ".reponses.dead.tmp"
    old.write_text("reste d’un arrêt brutal")
    os.utime(old, (0, 0))
    filled(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([FILE, JOURNAL, LOCK])


def test_answers_given_out_are_copies(tmp_path: Path) -> None:
    store = filled(tmp_path)
    store.get("polarites")["a"] = "moins"
    store.answers["polarites"]["a"] = "moins"
    assert store.get("polarites")["a"] == "plus"


def test_unknown_questions_and_keys_stay_untouched(tmp_path: Path) -> None:
    entry = {"value": [1, {"x": None}], "saved_at": "hier", "note": "gardée"}
    document = {"schema": 1, "assignment": ID, "answers": {"ancienne": entry}, "ajout": {"y": 2}}
    (tmp_path / FILE).write_text(json.dumps(document), encoding="utf-8")
    store = AnswerStore(tmp_path, ID)
    assert store.save("prix", "12") == ()
    assert read(tmp_path)["answers"]["ancienne"] == entry
    assert read(tmp_path)["ajout"] == {"y": 2}


def test_half_a_surrogate_pair_is_kept(tmp_path: Path) -> None:
    assert AnswerStore(tmp_path, ID).save("texte", "abc\ud83d") == ()
    assert AnswerStore(tmp_path, ID).get("texte") == "abc\ud83d"


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    filled(tmp_path)
    (tmp_path / FILE).write_bytes(b"\xef\xbb\xbf" + (tmp_path / FILE).read_bytes())
    assert AnswerStore(tmp_path, ID).load() == ()


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), object(), {1, 2}, b"x", "x" * 300_000, 10**5000],
    ids=["nan", "inf", "objet", "ensemble", "octets", "trop long", "entier démesuré"],
)
def test_a_value_that_is_no_answer_is_refused_in_french(tmp_path: Path, value: object) -> None:
    store = filled(tmp_path)
    (notice,) = store.save("prix", value)
    assert notice.code == "refusee"
    assert notice.sentence.startswith(NOT_SAVED)
    assert store.get("prix") == "1 500 €"


def test_an_answer_nested_without_end_is_refused(tmp_path: Path) -> None:
    endless: list[Any] = []
    endless.append(endless)
    assert codes(AnswerStore(tmp_path, ID).save("prix", endless)) == ["refusee"]


# --- two windows -------------------------------------------------------------------------------


def test_two_windows_keep_each_other_s_answers(tmp_path: Path) -> None:
    one, two = AnswerStore(tmp_path, ID), AnswerStore(tmp_path, ID)
    one.load()
    two.load()
    assert one.save("a", 1) == ()
    assert two.save("b", 2) == ()
    assert one.save("c", 3) == ()
    assert values(tmp_path) == {"a": 1, "b": 2, "c": 3}
    assert one.sheet_id == two.sheet_id == read(tmp_path)["sheet"]


def test_the_latest_answer_wins_and_the_other_is_kept(tmp_path: Path) -> None:
    one, two = AnswerStore(tmp_path, ID), AnswerStore(tmp_path, ID)
    one.load()
    two.load()
    one.save("a", "première")
    (notice,) = two.save("a", "seconde")
    assert notice.code == "remplacee"
    assert "autre fenêtre" in notice.sentence
    assert values(tmp_path) == {"a": "seconde"}
    assert "première" in (tmp_path / JOURNAL).read_text(encoding="utf-8")
    assert two.save("a", "troisième") == ()


WRITER = """
import sys
from maillon.sheet.store import AnswerStore
store = AnswerStore(sys.argv[1], "e1-boucles")
for n in range(int(sys.argv[3])):
    notices = store.save(f"{sys.argv[2]}-{n}", n)
    print("refus" if notices else n, flush=True)
"""


def writer(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_two_processes_lose_nothing(tmp_path: Path) -> None:
    writers = [writer(tmp_path, name, 50) for name in ("un", "deux")]
    printed = [process.communicate(timeout=60)[0].split() for process in writers]
    assert printed == [[str(n) for n in range(50)]] * 2
    assert values(tmp_path) == {f"{name}-{n}": n for name in ("un", "deux") for n in range(50)}


def test_a_killed_process_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(20)
    for attempt in range(6):
        process = writer(tmp_path, f"essai{attempt}", 100_000)
        assert process.stdout is not None
        acknowledged = [process.stdout.readline().strip() for _ in range(chance.randint(3, 25))]
        process.kill()
        acknowledged += process.stdout.read().split()
        process.stdout.close()
        process.wait()
        assert "refus" not in acknowledged
        if (tmp_path / FILE).exists():
            read(tmp_path)
        store = AnswerStore(tmp_path, ID)
        assert {"illisible", "pas-enregistree"}.isdisjoint(codes(store.load()))
        for n in acknowledged:
            assert store.get(f"essai{attempt}-{n}") == int(n)
    assert all(store.get(f"essai{attempt}-0") == 0 for attempt in range(6))


def test_a_lock_held_too_long_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = filled(tmp_path)
    monkeypatch.setattr(files, "LOCK_SECONDS", 0.05)
    with FileLock(tmp_path / LOCK):
        (notice,) = store.save("prix", "2")
    assert notice.code == "pas-enregistree"
    assert "une autre fenêtre est en train d’écrire" in notice.sentence
    assert store.get("prix") == "2"
    assert store.save("autre", "3") == ()
    assert values(tmp_path)["prix"] == "2"


# --- damaged, foreign and later files ------------------------------------------------------------


@pytest.mark.usefixtures("no_sync")
def test_a_file_cut_anywhere_comes_back_from_the_journal(tmp_path: Path) -> None:
    model = tmp_path / "modele"
    model.mkdir()
    expected = filled(model).answers
    whole, journal = (model / FILE).read_bytes(), (model / JOURNAL).read_bytes()
    for cut in range(len(whole) - 1):
        folder = tmp_path / str(cut)
        folder.mkdir()
        (folder / JOURNAL).write_bytes(journal)
        (folder / FILE).write_bytes(whole[:cut])
        store = AnswerStore(folder, ID)
        notices = store.load()
        assert codes(notices) == ["illisible"], cut
        assert store.answers == expected
        assert values(folder) == expected
        assert store.trainee_name == "Jeanne Dupont"
        (aside,) = asides(folder)
        assert aside.read_bytes() == whole[:cut]
        assert aside.name in notices[0].sentence
        shutil.rmtree(folder)


@pytest.mark.usefixtures("no_sync")
def test_a_journal_cut_anywhere_gives_its_whole_lines(tmp_path: Path) -> None:
    filled(tmp_path)
    journal = (tmp_path / JOURNAL).read_bytes()
    for cut in range(len(journal)):
        (tmp_path / FILE).unlink(missing_ok=True)
        (tmp_path / JOURNAL).write_bytes(journal[:cut])
        kept = [
            (line["question"], line["value"])
            for line in map(
                json.loads, journal[: journal.rfind(b"\n", 0, cut + 1) + 1].splitlines()
            )
            if "question" in line
        ]
        store = AnswerStore(tmp_path, ID)
        assert store.answers == dict(kept), cut
        assert store.save("suite", cut) == ()
        assert AnswerStore(tmp_path, ID).get("suite") == cut


def damage(text: str) -> Callable[[Path], None]:
    return lambda path: path.write_text(text, encoding="utf-8", errors="surrogatepass")


HEAD = f'{{"schema": 1, "assignment": "{ID}"'
DAMAGE: dict[str, tuple[str, Callable[[Path], object]]] = {
    "vide": ("illisible", damage("")),
    "liste": ("illisible", damage("[1, 2]")),
    "sans schéma": ("illisible", damage(f'{{"assignment": "{ID}", "answers": {{}}}}')),
    "schéma texte": (
        "illisible",
        damage(f'{{"schema": "1", "assignment": "{ID}", "answers": {{}}}}'),
    ),
    "réponses en liste": ("illisible", damage(HEAD + ', "answers": []}')),
    "réponse sans valeur": ("illisible", damage(HEAD + ', "answers": {"q": 3}}')),
    "fiche numérique": ("illisible", damage(HEAD + ', "sheet": 3, "answers": {}}')),
    "nom numérique": ("illisible", damage(HEAD + ', "trainee": {"name": 3}, "answers": {}}')),
    "NaN": ("illisible", damage(HEAD + ', "answers": {"q": {"value": NaN}}}')),
    "nombre infini": ("illisible", damage(HEAD + ', "answers": {"q": {"value": 1e999}}}')),
    "emboîtement sans fin": ("illisible", damage("[" * 100_000)),
    "UTF-8 invalide": ("illisible", lambda path: path.write_bytes(b'{"schema": "\xff"}')),
    "autre exercice": (
        "autre-devoir",
        damage('{"schema": 1, "assignment": "e0-repetition", "answers": {"q": {"value": 1}}}'),
    ),
    "version suivante": (
        "version-suivante",
        damage(f'{{"schema": 2, "assignment": "{ID}", "answers": {{"q": {{"value": 1}}}}}}'),
    ),
    "dossier": ("dossier", lambda path: path.mkdir()),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_what_is_not_our_file_is_kept_aside_and_replaced(tmp_path: Path, name: str) -> None:
    expected = filled(tmp_path).answers
    code, spoil = DAMAGE[name]
    (tmp_path / FILE).unlink()
    spoil(tmp_path / FILE)
    before = None if (tmp_path / FILE).is_dir() else (tmp_path / FILE).read_bytes()
    store = AnswerStore(tmp_path, ID)
    (notice,) = store.load()
    assert notice.code == code
    (aside,) = asides(tmp_path)
    assert f"« {aside.name} »".replace("« ", "«\u00a0").replace(" »", "\u00a0»") in notice.sentence
    assert aside.is_dir() if before is None else aside.read_bytes() == before
    assert store.answers == expected
    assert values(tmp_path) == expected
    assert store.save("suite", 1) == ()
    assert AnswerStore(tmp_path, ID).load() == ()


def test_a_file_too_big_to_be_a_sheet_is_kept_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = filled(tmp_path).answers
    monkeypatch.setattr(files, "LARGEST_FILE", 5_000)
    (tmp_path / FILE).write_text(" " * 6_000)
    store = AnswerStore(tmp_path, ID)
    assert codes(store.load()) == ["illisible"]
    assert store.answers == expected


def test_the_sound_part_of_a_damaged_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(HEAD + ', "answers": {"q": 3, "bon": {"value": "oui"}}}')
    store = AnswerStore(tmp_path, ID)
    (notice,) = store.load()
    assert "la fiche garde 1 réponse" in notice.sentence
    assert values(tmp_path) == {"bon": "oui"}


def test_two_damaged_files_in_the_same_second_are_both_kept(tmp_path: Path) -> None:
    noon = datetime(2025, 1, 1, 12, tzinfo=UTC)
    for content in ("un", "deux", "trois"):
        (tmp_path / FILE).write_text(content)
        AnswerStore(tmp_path, ID, clock=lambda: noon).load()
    assert sorted(path.read_text() for path in asides(tmp_path)) == ["deux", "trois", "un"]
    assert asides(tmp_path)[0].name.startswith("reponses.illisible-20250101T120000Z")


@needs_posix
@pytest.mark.parametrize("name", [FILE, JOURNAL])
def test_a_link_is_never_followed(tmp_path: Path, name: str) -> None:
    outside = tmp_path / "ailleurs.json"
    outside.write_text(HEAD + ', "answers": {"secret": {"value": 1}}}')
    folder = tmp_path / "travail"
    folder.mkdir()
    (folder / name).symlink_to(outside)
    store = AnswerStore(folder, ID)
    store.load()
    assert store.save("prix", "12") == ()
    assert store.answers == {"prix": "12"}
    assert not (folder / name).is_symlink()
    assert "secret" in outside.read_text()
    assert "prix" not in outside.read_text()
    assert asides(folder)[0].is_symlink()


@needs_posix
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / FILE)
    assert codes(AnswerStore(tmp_path, ID).load()) == ["illisible"]


def test_a_journal_that_is_a_folder_is_kept_aside(tmp_path: Path) -> None:
    (tmp_path / JOURNAL).mkdir()
    assert AnswerStore(tmp_path, ID).save("prix", "12") == ()
    assert (tmp_path / JOURNAL).is_file()


def test_the_journal_of_another_sheet_is_not_mixed_in(tmp_path: Path) -> None:
    filled(tmp_path)
    other = {"schema": 1, "assignment": ID, "sheet": "b" * 32, "answers": {"prix": {"value": "9"}}}
    (tmp_path / FILE).write_text(json.dumps(other))
    store = AnswerStore(tmp_path, ID)
    assert store.load() == ()
    assert store.answers == {"prix": "9"}
    store.save("suite", 1)
    (tmp_path / FILE).write_text("{")
    again = AnswerStore(tmp_path, ID)
    again.load()
    assert again.answers == {"prix": "9", "suite": 1}


def test_files_deleted_while_a_window_is_open_come_back(tmp_path: Path) -> None:
    store = filled(tmp_path)
    expected = store.answers
    (tmp_path / FILE).unlink()
    (tmp_path / JOURNAL).unlink()
    assert codes(store.save("suite", 1)) == ["retrouvee"]
    assert values(tmp_path) == {**expected, "suite": 1}
    assert AnswerStore(tmp_path, ID).trainee_name == "Jeanne Dupont"


def test_a_save_stopped_between_journal_and_file_is_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(files, "replace_file", stop)
        with pytest.raises(KeyboardInterrupt):
            store.save("prix", "2 000 €")
    again = AnswerStore(tmp_path, ID)
    assert codes(again.load()) == ["retrouvee"]
    assert values(tmp_path)["prix"] == "2 000 €"


def stop(path: Path, data: bytes) -> None:
    raise KeyboardInterrupt


# --- folders that refuse -------------------------------------------------------------------------


def test_a_read_only_file_is_respected(tmp_path: Path) -> None:
    filled(tmp_path)
    content = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).chmod(0o444)
    store = AnswerStore(tmp_path, ID)
    (warning,) = store.load()
    assert warning.sentence.startswith("Vos réponses ne pourront pas être enregistrées")
    (notice,) = store.save("prix", "2")
    assert notice.code == "pas-enregistree"
    assert notice.sentence.startswith(NOT_SAVED)
    assert "lecture seule" in notice.sentence
    assert store.get("prix") == "2"
    assert store.unsaved == ("prix",)
    assert (tmp_path / FILE).read_bytes() == content
    (tmp_path / FILE).chmod(0o644)
    assert store.save("suite", 1) == ()
    assert store.unsaved == ()
    assert values(tmp_path)["prix"] == "2"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="les droits des dossiers sont de POSIX")
def test_a_read_only_folder_is_reported() -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        store = filled(Path(folder))
        expected = store.answers
        if os.geteuid() == 0:  # root writes everywhere: be nobody for a while
            for path in (Path(folder), *Path(folder).iterdir()):
                os.chown(path, 65534, -1)
            stack.callback(os.seteuid, 0)
            os.seteuid(65534)
        Path(folder).chmod(0o555)
        stack.callback(Path(folder).chmod, 0o755)
        again = AnswerStore(folder, ID)
        assert codes(again.load()) == ["lecture-seule"]
        assert again.answers == expected
        refuses_then_keeps(again, "lecture seule")
        Path(folder).chmod(0o755)
        assert again.save("suite", 1) == ()
        assert values(Path(folder)) == {**expected, "prix": "12", "suite": 1}


def refuses_then_keeps(store: AnswerStore, why: str) -> None:
    notices = store.save("prix", "12")
    assert codes(notices)[-1] == "pas-enregistree"
    assert notices[-1].sentence.startswith(NOT_SAVED)
    assert why in notices[-1].sentence
    assert "ne la fermez pas" in notices[-1].sentence
    assert store.get("prix") == "12"


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.ENOSPC, "le disque est plein"),
        (errno.EROFS, "lecture seule"),
        (errno.EACCES, "lecture seule"),
        (errno.EIO, "erreur EIO"),
    ],
)
def test_a_refused_write_is_told_kept_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, why: str
) -> None:
    store = filled(tmp_path)
    before = (tmp_path / FILE).read_bytes(), (tmp_path / JOURNAL).read_bytes()

    def refuse(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(files.os, "write", refuse)
        patch.setattr(files.os, "fsync", refuse)
        refuses_then_keeps(store, why)
        assert codes(store.save("autre", "3")) == ["pas-enregistree"]
    assert ((tmp_path / FILE).read_bytes(), (tmp_path / JOURNAL).read_bytes()) == before
    assert not list(tmp_path.glob(".reponses.*.tmp"))
    assert store.save("suite", 1) == ()
    assert values(tmp_path) == store.answers
    assert {"prix", "autre", "suite"} <= store.answers.keys()


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="monter un disque demande root"
)
def test_a_disk_really_full(tmp_path: Path) -> None:
    disk = tmp_path / "disque"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.call(mount, stderr=subprocess.DEVNULL):
        pytest.skip("aucun petit disque ne peut être monté ici")
    try:
        store = filled(disk)
        ballast = disk / "ballast"
        with pytest.raises(OSError, match="No space"):
            ballast.write_bytes(b"x" * 65_536)
        refuses_then_keeps(store, "le disque est plein")
        assert AnswerStore(disk, ID).get("prix") in ("1 500 €", "12")
        assert values(disk)["prix"] == "1 500 €"
        ballast.unlink()
        assert store.save("suite", 1) == ()
        assert values(disk) == store.answers
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_vanished_folder_is_reported(tmp_path: Path) -> None:
    folder = tmp_path / "travail"
    folder.mkdir()
    store = filled(folder)
    shutil.rmtree(folder)
    refuses_then_keeps(store, "le dossier de travail a disparu")
    assert store.get("polarites") == {"a": "plus", "b": "moins"}
    folder.mkdir()
    store.save("suite", 1)
    assert values(folder) == store.answers


def test_a_foreign_file_that_cannot_be_moved_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / FILE).write_text('{"schema": 2}')

    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "refusé")

    monkeypatch.setattr(files, "rename", refuse)
    store = AnswerStore(tmp_path, ID)
    refuses_then_keeps(store, "lecture seule")
    assert (tmp_path / FILE).read_text() == '{"schema": 2}'
    assert len(store.save("prix", "13")) == 1


def test_a_journal_that_refuses_does_not_prevent_saving(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, data: bytes) -> int:
        raise PermissionError(errno.EACCES, "refusé")

    monkeypatch.setattr(files, "append", refuse)
    store = AnswerStore(tmp_path, ID)
    assert codes(store.save("prix", "12")) == ["sans-journal"]
    assert store.save("suite", 1) == ()
    assert values(tmp_path) == {"prix": "12", "suite": 1}


def test_windows_sharing_violations_are_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals, replace = [5, 32, 5], Path.replace

    def busy(self: Path, target: Path) -> Path:
        if refusals:
            error = PermissionError(errno.EACCES, "utilisé par un autre processus")
            error.winerror = refusals.pop()
            raise error
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    monkeypatch.setattr(files.time, "sleep", lambda seconds: None)
    assert AnswerStore(tmp_path, ID).save("prix", "12") == ()
    assert values(tmp_path) == {"prix": "12"}


# --- time, size, anything ------------------------------------------------------------------------


def test_a_clock_that_goes_back_does_not_bring_back_old_answers(tmp_path: Path) -> None:
    late, early = datetime(2030, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)
    AnswerStore(tmp_path, ID, clock=lambda: late).save("prix", "ancienne")
    AnswerStore(tmp_path, ID, clock=lambda: early).save("prix", "nouvelle")
    assert AnswerStore(tmp_path, ID).get("prix") == "nouvelle"
    (tmp_path / FILE).unlink()
    assert AnswerStore(tmp_path, ID).get("prix") == "nouvelle"


@pytest.mark.usefixtures("no_sync")
def test_the_journal_stays_bounded_and_keeps_last_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "LARGEST_JOURNAL", 4_000)
    later = {"schema": 2, "assignment": ID, "sheet": "x", "question": "prix", "value": "futur"}
    (tmp_path / JOURNAL).write_text(json.dumps(later) + "\n")
    store = AnswerStore(tmp_path, ID)
    for n in range(200):
        store.save(f"q{n % 3}", n)
        assert (tmp_path / JOURNAL).stat().st_size <= 4_000
    assert "futur" in (tmp_path / JOURNAL).read_text()
    (tmp_path / FILE).unlink()
    assert AnswerStore(tmp_path, ID).answers == {"q0": 198, "q1": 199, "q2": 197}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=st.one_of(
        st.binary(max_size=60), st.text(max_size=60).map(lambda t: t.encode(errors="replace"))
    ),
    journal=st.binary(max_size=60),
    sheet=st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["schema", "assignment", "answers", "value", "saved_at", "trainee"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    ),
    as_json=st.booleans(),
)
@pytest.mark.usefixtures("no_sync")
def test_no_content_makes_the_store_raise(
    tmp_path_factory: pytest.TempPathFactory,
    content: bytes,
    journal: bytes,
    sheet: Any,
    as_json: bool,
) -> None:
    folder = tmp_path_factory.mktemp("fiche")
    if as_json and isinstance(sheet, dict):
        content = json.dumps({"schema": 1, "assignment": ID, "answers": {}, **sheet}).encode()
        journal = json.dumps({"schema": 1, "assignment": ID, "sheet": "s", **sheet}).encode()
    (folder / FILE).write_bytes(content)
    (folder / JOURNAL).write_bytes(journal)
    store = AnswerStore(folder, ID)
    store.load()
    assert "pas-enregistree" not in codes(store.save("prix", "12"))
    again = AnswerStore(folder, ID)
    assert again.load() == ()
    assert again.get("prix") == "12"
    assert again.answers == store.answers
