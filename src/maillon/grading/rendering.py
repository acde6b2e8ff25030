"""What pages show: French numbers, texts that act on nothing, Markdown cleaned of the same."""

from __future__ import annotations

import re
import unicodedata

import bleach  # type: ignore[import-untyped]
from nbconvert.filters import markdown2html, strip_ansi

from maillon.sheet.numbers import write_number

#: What a question, a trainee's text or a trainer's comment may contain once rendered.
_TAGS = frozenset(
    {"a", "b", "blockquote", "br", "caption", "code", "del", "div", "em", "hr", "i", "li", "ol"}
    | {"p", "pre", "s", "span", "strong", "sub", "sup", "ul"}
    | {"table", "tbody", "td", "th", "thead", "tr"}
)
_ATTRIBUTES = {"a": ["href", "title"], "div": ["class"], "th": ["scope"]}
_PROTOCOLS = frozenset({"http", "https", "mailto"})

_HEADING = re.compile(r"<(/?)h[1-6]\b[^>]*>")
_POINTS = re.compile(r"[0-9]\s*/\s*[0-9][0-9,]*\W*\Z")
_ANSWER_LABEL = re.compile(r"\A(Réponses?|Ordre)\s:\s*|\A–\s+")
_TITLE = re.compile(r"\A\s*#\s+(?P<title>[^\n]+)\n?")

#: Beyond this, a text is cut in the marking page: about 3 000 words, ten times the longest asked.
MAX_TEXT_CHARS = 20_000

#: MathJax leaves alone what carries these classes, in its second and third versions.
_OPEN = '<div class="maillon-texte tex2jax_ignore mathjax_ignore">'
_CLOSE = "</div>"

#: All that ends a line, in a text pasted from a word processor too: else two words would be joined.
_BREAKS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")


def french_number(value: float) -> str:
    """Write marks: at most two decimals, after a comma.

    >>> french_number(4.0), french_number(2.25), french_number(1 / 3)
    ('4', '2,25', '0,33')
    """
    return write_number(value, decimals=2)


def points(score: float, maximum: float) -> str:
    r"""Write a score and its maximum.

    >>> points(2.5, 5.0)
    '2,5\xa0/\xa05'
    """
    return f"{french_number(score)}\u00a0/\u00a0{french_number(maximum)}"


def safe_html(markdown: str) -> str:
    """Render `markdown`; its headings become bold paragraphs, active content becomes plain text.

    >>> safe_html("## Un *lien*")
    '<p><strong>Un <em>lien</em></strong></p>'
    """
    html = re.sub(r'<a class="anchor-link"[^>]*>.*?</a>', "", str(markdown2html(markdown)))
    html = _HEADING.sub(lambda m: "</strong></p>" if m.group(1) else "<p><strong>", html)
    cleaned: str = bleach.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, protocols=_PROTOCOLS)
    return cleaned.strip()


def _safe_character(character: str) -> str:
    if character in "\n\t" or unicodedata.category(character) in {"Cc", "Cs", "Cf"}:
        return {"\n": "<br />", "\t": " "}.get(character, "")
    if character == " " or character.isalnum() or not character.isascii():
        return character
    return f"&#{ord(character)};"


def text_cell(text: str) -> str:
    """Return Markdown source that displays `text` literally, line breaks kept.

    Every ASCII sign becomes a numeric entity inside one HTML line: neither Markdown nor HTML nor
    TeX sees anything to act on, here or in JupyterLab. Control and direction characters go.

    >>> text_cell("a < b")
    '<div class="maillon-texte tex2jax_ignore mathjax_ignore">a &#60; b</div>'
    """
    lines = _BREAKS.sub("\n", text.strip())
    if len(lines) > MAX_TEXT_CHARS:
        lines = lines[:MAX_TEXT_CHARS] + "\n[Texte coupé\u00a0: il dépasse la longueur admise.]"
    return _OPEN + "".join(map(_safe_character, lines)) + _CLOSE


def split_title(markdown: str) -> tuple[str, str]:
    r"""Separate a leading first-level heading from the rest.

    >>> split_title("# Boucles\nLisez.")
    ('Boucles', 'Lisez.')
    >>> split_title("Lisez.")
    ('', 'Lisez.')
    """
    found = _TITLE.match(markdown)
    if found is None:
        return "", markdown
    return found["title"].strip(), markdown[found.end() :].strip()


def printed_lines(outputs: list[dict[str, object]]) -> list[str]:
    """Return the lines that a marking cell printed, without colours nor empty lines."""
    text = "".join(
        str(output.get("text", ""))
        for output in outputs
        if output.get("output_type") == "stream" and output.get("name") == "stdout"
    )
    plain: str = strip_ansi(text)  # type: ignore[no-untyped-call]
    return [line.strip() for line in plain.splitlines() if line.strip()]


def answer(lines: list[str], title: str) -> list[str]:
    r"""Return the recorded answer that a question cell printed under its `title`.

    Anything else that such a cell printed is not an answer.

    >>> answer(["Le signe", "Réponse\xa0: plus"], "Le signe")
    ['plus']
    >>> answer(["Un incident."], "Le signe")
    []
    """
    if not lines or lines[0] != title.strip():
        return []
    return [shown for line in lines[1:] if (shown := _ANSWER_LABEL.sub("", line, count=1))]


def messages(lines: list[str], title: str, *, full: bool) -> list[str]:
    r"""Drop the line that repeats `title` with its points; say when there is nothing to correct.

    >>> messages(["Question « Le signe » : 2 / 2"], "Le signe", full=True)
    ['Rien à corriger\xa0: votre réponse est juste.']
    """
    kept = [line for line in lines if not (title in line and _POINTS.search(line))]
    return kept if kept or not full else ["Rien à corriger\u00a0: votre réponse est juste."]
