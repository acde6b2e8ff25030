"""Show what a text hides from the rules of typography and people still read.

Code spans, titles of links, attributes of tags, the text of roles, formulas, entities and
characters without width: a number of law typed there is typed all the same. Lines keep their
number, columns do not.
"""

from __future__ import annotations

import html
import re

#: What a code span is written between, once shown: it no longer looks like code.
QUOTE = "\u2035"

#: Roles whose text is a reference, never a sentence.
_REFERENCES = frozenset("loi depuis article ref numref doc download eq cite term".split())
_WIDTHLESS = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_MARKUP = frozenset("<>&`*_|[]{}\n\r")
_LINK_TITLE = re.compile(r"""(\]\([^()\s]*)\s+(?:"([^"\n]*)"|'([^'\n]*)')\s*\)""")
_ATTRIBUTE = re.compile(
    r"""<[A-Za-z][^<>\n]*?\s(?:title|alt|aria-label|placeholder|value|content)\s*=\s*"""
    r"""(?:"([^"<>\n]*)"|'([^'<>\n]*)')[^<>\n]*>"""
)
#: A role with its text, or a code span.
CODE = re.compile(
    r"\{(?P<role>[\w:+-]+)\}`(?P<said>[^`\n]*)`"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?P<code>[^\n]*?)(?<!`)(?P=ticks)(?!`)"
)
_FORMULA = re.compile(r"\$\$(.+?)\$\$|(?<![\\$\w])\$(?!\s)([^$\n]+?)(?<!\s)\$(?![\w$])", re.DOTALL)
_FRAC = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_COMMAND = re.compile(r"\\(?:text|mathrm|mathit|mathbf|operatorname|textbf|mbox)\b")
_SIGN = re.compile(r"\\(?:times|cdot|left|right|quad|qquad|leq?|geq?|approx|sum|sqrt)\b")
_COMMA = re.compile(r"(?<=\d)\{,\}(?=\d)")


def revealed(source: str) -> str:
    r"""Return a Markdown text where what was hidden reads like the rest.

    >>> print(revealed('Voir [la page](a.md "60 000 € HT").'))
    Voir [la page](a.md) (60 000 € HT).
    >>> revealed(r"$$10{,}4\,\% \times \text{montant}$$").split()
    ['10,4', '%', '⋅', 'montant']
    """
    source = _ENTITY.sub(_character, _WIDTHLESS.sub("", source))
    source = _FORMULA.sub(lambda match: _kept(match[0], formula(match[1] or match[2])), source)
    source = _LINK_TITLE.sub(lambda match: f"{match[1]}) ({match[2] or match[3] or ''})", source)
    source = _ATTRIBUTE.sub(lambda match: f"({match[1] or match[2] or ''}) ", source)
    return "\n".join(map(_code_spans, source.split("\n")))


def _character(match: re.Match[str]) -> str:
    character = html.unescape(match[0])
    return match[0] if set(character) & _MARKUP or character == match[0] else character


def _kept(before: str, after: str) -> str:
    """Give a text the line breaks that it had, so that lines keep their number."""
    missing = before.count("\n") - after.count("\n")
    return after + "\n" * max(0, missing)


def formula(text: str) -> str:
    r"""Return a formula as it is said.

    >>> formula(r"I = M \times 0{,}104").split()
    ['I', '=', 'M', '⋅', '0,104']
    """
    text = _FRAC.sub(r"\1 / \2", _COMMA.sub(",", text))
    text = _SIGN.sub(" ⋅ ", _COMMAND.sub("", text))
    text = re.sub(r"\\[,;:! ]|~", " ", text).replace(r"\%", "%").replace(r"\$", "$")
    return " " + re.sub(r"[{}\\]", " ", text)


def _code_spans(line: str) -> str:
    if re.match(r"^\s*(?:`{3,}|~{3,})", line):
        return line
    return CODE.sub(_code_span, line)


def _code_span(match: re.Match[str]) -> str:
    said = match["said"] if match["role"] else match["code"]
    if match["role"] in _REFERENCES or not re.search(r"\d", said):
        return match[0]
    return said if match["role"] else f"{QUOTE}{said.strip()}{QUOTE}"
