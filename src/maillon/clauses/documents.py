"""Read a consultation document (.md, .txt, .docx) into clauses: one by article or paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from maillon.clauses.lexicon import expression
from maillon.clauses.record import DOCUMENTS, Clause
from maillon.clauses.text import fold
from maillon.errors import MaillonError

#: Letters below which a paragraph is a title or a label, not a clause; fewer with a full stop.
_SHORT: Final = 45
_SHORT_SENTENCE: Final = 20
_NAMED_PART: Final = r"^(?:article|art\.?|chapitre|titre|section)\s+[\divxlc]+"
_PART: Final = re.compile(_NAMED_PART, re.IGNORECASE)
_NUMBERED: Final = re.compile(rf"{_NAMED_PART}|^\d+(?:\.\d+)*\s*[.)\-–—]", re.IGNORECASE)
#: Titles, without their number and folded, under which nobody owes anything: « Durée du marché »,
#: but not « Durée de garantie ».
_CONTRACT: Final = (
    r"(?: (?:du|de la|de l'|de) ?(?:present )?(?:marche|contrat|consultation|accord).*)?"
)
_NO_DUTY: Final = re.compile(
    r"(?:(?:article|art\.?|chapitre|titre|section) )?[\divxlc.)]*[ .):-]*"
    rf"(?:objet{_CONTRACT}|duree{_CONTRACT}|objet et duree{_CONTRACT}"
    rf"|pieces(?: (?:contractuelles|constitutives|generales|particulieres)(?: et .*)?)?{_CONTRACT}"
    r"|(?:reglement des )?(?:litiges?|differends?)(?: et .*)?"
    r"|tribunal(?: competent| administratif)?(?: et .*)?)[ .:]*"
)
_NO_DUTY_CHECKS: Final = ("verifiable", "sanctioned", "followed_up")
_BULLET: Final = re.compile(r"^\s*(?:[-*+•–—]|\d+[.)]|[a-z]\))\s+")
_BETWEEN_CELLS: Final = " ; "
_MARKS: Final = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")
_NAMES: Final = (
    ("RC", r"(?<!\w)rc(?!\w)|reglement (?:de la |de )?consultation"),
    ("CCTP", r"(?<!\w)cctp(?!\w)|clauses techniques"),
    ("CCAP", r"(?<!\w)ccap(?!\w)|clauses administratives"),
    ("AE", r"(?<!\w)ae(?!\w)|acte d'engagement"),
)


@dataclass(frozen=True, slots=True)
class Located:
    """A clause and where it stands: the file, the last title above it, its rank."""

    file: str
    title: str
    rank: int
    clause: Clause

    @property
    def exempt(self) -> tuple[str, ...]:
        """The checks that have no meaning under its title: « Objet » or « Litiges » is no duty."""
        return _NO_DUTY_CHECKS if _NO_DUTY.fullmatch(fold(self.title)) else ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The clauses of a file, and how many short passages, other than titles, were left out."""

    clauses: list[Located]
    unread: int


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    heading: bool = False


def read_document(path: Path, document: str = "", place: str = "") -> list[Located]:
    """Read the clauses of a file, as :func:`read_contents` does.

    Raises:
        MaillonError: the file cannot be read, or is of another kind.
    """
    return read_contents(path, document, place).clauses


def read_contents(path: Path, document: str = "", place: str = "") -> Contents:
    """Read the clauses of a file; `document` and `place` are guessed when they are not given.

    A paragraph is a clause; the items of a list belong to the paragraph above them. A table row is
    a clause when it holds a sentence.

    Raises:
        MaillonError: the file cannot be read, or is of another kind.
    """
    blocks = _blocks(path)
    guessed = document or _document(path.stem, blocks) or ""
    found: list[Located] = []
    title, current, unread = "", guessed, 0
    for block in blocks:
        if block.heading:
            title = block.text
            current = document or _named(block.text) or current
        elif _is_clause(block.text):
            where = place or _place(f"{title}. {block.text}", current)
            holder = current or ("RC" if where in ("critere", "candidature") else "CCAP")
            clause = Clause(block.text, holder, where)
            found.append(Located(path.name, title, len(found) + 1, clause))
        elif block.text.strip():
            unread += 1
    return Contents(found, unread)


def _is_clause(text: str) -> bool:
    """Tell whether a text is long enough, and a sentence rather than a label or an address."""
    text = text.rstrip()
    if len(text) < _SHORT:
        return len(text) >= _SHORT_SENTENCE and text.endswith(".") and not _PART.match(text)
    return text[-1] in ".!?;:»)" or len(text.replace(_BETWEEN_CELLS, " ").split()) > 12


def _blocks(path: Path) -> list[_Block]:
    readers = {".docx": _word, ".md": _plain, ".txt": _plain}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise MaillonError(
            f"« {path.name} » n’est pas un document lisible ici.",
            remedy="Enregistrez-le en .docx, .md ou .txt.",
        )
    if not path.is_file():
        raise MaillonError(
            f"Le fichier « {path} » est introuvable.", remedy="Vérifiez son nom et son dossier."
        )
    return list(_merged(reader(path)))


def _merged(blocks: Iterator[_Block]) -> Iterator[_Block]:
    """Attach the items of a list to the paragraph that announces them."""
    held: _Block | None = None
    for block in blocks:
        item = _BULLET.match(block.text)
        announced = held and not held.heading and held.text.rstrip().endswith((":", ";", ","))
        if held and announced and not block.heading and (item or block.text[:1].islower()):
            held = _Block(f"{held.text} {_BULLET.sub('', block.text)}")
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _plain(path: Path) -> Iterator[_Block]:
    """Read Markdown or plain text: a blank line ends a paragraph, an item starts one."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="cp1252", errors="replace")
    except OSError as error:
        raise MaillonError(
            f"Le fichier « {path.name} » ne s’ouvre pas.", remedy="Vérifiez vos droits sur lui."
        ) from error
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        heading = line.startswith("#")
        if lines and (not line.strip() or heading or _BULLET.match(line) or _row(line)):
            yield _paragraph(" ".join(lines))
            lines = []
        if heading:
            yield _Block(_MARKS.sub("", line.lstrip("# ")).strip(), heading=True)
        elif _row(line):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not set("".join(cells)) <= set("-: "):
                yield _Block(_BETWEEN_CELLS.join(filter(None, cells)))
        elif line.strip():
            lines.append(_MARKS.sub("", line.strip()))


def _row(line: str) -> bool:
    return line.lstrip().startswith("|")


def _word(path: Path) -> Iterator[_Block]:
    try:
        document = Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError) as error:
        raise MaillonError(
            f"« {path.name} » ne s’ouvre pas comme un document Word.",
            remedy="Ouvrez-le dans votre traitement de texte et enregistrez-le en .docx.",
        ) from error
    titles = {
        style.style_id
        for style in document.styles
        if fold(style.name or "").startswith(("heading", "titre", "title"))
    }
    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            text = part.text.strip()
            if text:
                if part._p.style in titles:  # `part.style` reads every style for each paragraph
                    yield _Block(text, heading=True)
                else:
                    yield _paragraph(text)
        elif isinstance(part, Table):
            yield from _rows(part)


def _rows(table: Table) -> Iterator[_Block]:
    for row in table.rows:
        cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
        text = _BETWEEN_CELLS.join(filter(None, cells))
        if text:
            yield _Block(text)


def _paragraph(text: str) -> _Block:
    """Tell a numbered or capital title from a paragraph."""
    short = len(text) < 90 and text.rstrip()[-1:] not in ".;:"
    return _Block(text, heading=short and bool(_NUMBERED.match(text) or text.isupper()))


def _document(stem: str, blocks: list[_Block]) -> str | None:
    """Guess the document from the name of the file, else from its first lines."""
    named = _named(re.sub(r"[_\-.]+", " ", stem))
    if named:
        return named
    for block in blocks[:6]:
        found = _named(block.text) if block.heading or len(block.text) < _SHORT * 2 else None
        if found:
            return found
    return None


def _named(text: str) -> str | None:
    """Return the document that a title names, when it names one alone."""
    folded = fold(text)
    named = [letters for letters, pattern in _NAMES if re.search(pattern, folded)]
    return named[0] if len(named) == 1 and named[0] in DOCUMENTS else None


def _place(text: str, document: str) -> str:
    """Guess what a clause is, from its words and from the document that holds it."""
    folded = fold(text)
    if expression("award.criterion_heads").search(folded):
        return "critere"
    if expression("award.candidature_heads").search(folded):
        return "candidature"
    if document == "RC":
        return "candidature" if expression("award.admission").search(folded) else "critere"
    if document == "CCTP" and not expression("duties.acting").search(folded):
        return "specification"
    return "condition_execution"
