"""Fictional consultation documents: small Markdown files, and the same ones as Word documents."""

import re
from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

FOLDER = Path(__file__).parent.parent / "clauses" / "consultation"
CCAP = FOLDER / "ccap-nettoyage.md"
CCTP = FOLDER / "cctp-mobilier.md"
RC = FOLDER / "rc-espaces-verts.md"
CATERER = FOLDER / "marche-traiteur.md"


def as_word(source, target):
    """Write a Markdown file as the Word document that a buyer would have, and return its path."""
    document = Document()
    rows = []
    for line in [*source.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            _table(document, rows)
            rows = []
        heading = re.match(r"(#+) (.*)", line)
        bullet = re.match(r"( *)(-|\d+\.) (.*)", line)
        bold = re.fullmatch(r"\*\*(.*)\*\*", line)
        if heading:
            document.add_heading(heading[2], len(heading[1]) - 1)
        elif bullet:
            depth = " 2" if bullet[1] else ""
            style = f"List Bullet{depth}" if bullet[2] == "-" else "List Number"
            document.add_paragraph(bullet[3], style=style)
        elif bold:
            document.add_paragraph().add_run(bold[1]).bold = True
        elif line.strip():
            document.add_paragraph(line)
    document.save(str(target))
    return target


def numbered(paragraph, level=0):
    """Give a paragraph the numbering of a list, as the buttons of a word processor do."""
    properties = paragraph._p.get_or_add_pPr()
    numbering = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", level), ("w:numId", 1)):
        part = OxmlElement(name)
        part.set(qn("w:val"), str(value))
        numbering.append(part)
    properties.append(numbering)


def long_word(sources, target, words):
    """Write the articles of several files one after the other, until `words` is reached."""
    document = Document()
    written, rank = 0, 0
    while written < words:
        for source in sources:
            for line in source.read_text(encoding="utf-8").splitlines():
                text = line.strip("#*- ")
                if not text or line.startswith("|"):
                    continue
                if line.startswith("##"):
                    rank += 1
                    document.add_heading(f"Article {rank} – {text.split('– ')[-1]}", 1)
                else:
                    style = "List Bullet" if line.lstrip().startswith("- ") else None
                    document.add_paragraph(text, style=style)
                written += len(text.split())
    document.save(str(target))
    return target


def _table(document, rows):
    rows = [row for row in rows if not set("".join(row)) <= set("-: ")]
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
