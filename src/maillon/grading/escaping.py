"""Turn a trainee's text into a notebook cell that shows it and never interprets it."""

from __future__ import annotations

import re
import unicodedata

#: Beyond this, a text is cut in the marking page: about 3 000 words, ten times the longest asked.
MAX_TEXT_CHARS = 20_000

#: MathJax leaves alone what carries these classes, in its second and third versions.
_OPEN = '<div class="maillon-texte tex2jax_ignore mathjax_ignore">'
_CLOSE = "</div>"

#: All that ends a line, in a text pasted from a word processor too: else two words would be joined.
_BREAKS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")


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
