"""Hide from the typographic rules what is not prose: code, addresses, markup, directive lines.

:func:`masked` returns a text of the same length, so that a position found in it is a position in
the original. Three private characters say what stood there:

* ``WORD``: a piece that reads like a word (code span, address, placeholder, link target);
* ``TAG``: an HTML tag or a comment, which may close a sentence as well as open one;
* ``INERT``: line markup (list marker, fence, option, code block) and HTML entities: no rule
  looks beside them.
"""

from __future__ import annotations

import re

WORD, INERT, TAG = "\ue000", "\ue001", "\ue002"

#: Directives whose first line ends with a title that people read.
TITLED = frozenset(
    "admonition dropdown card grid-item-card tab-item note tip warning important hint".split()
)
#: Directives that hold code, formulas or lists of files.
CODE = frozenset(
    "code code-block code-cell math mermaid toctree eval-rst raw literalinclude".split()
)
#: Options of directives whose value is a sentence.
SPOKEN_OPTIONS = frozenset({"alt", "caption"})

_FENCE = re.compile(r"^(\s*)(:{3,}|`{3,}|~{3,})[ ]*(?:\{([\w:-]+)\})?(.*)$")
_OPTION = re.compile(r"^\s*:([A-Za-z][\w-]*):(?=\s|$)")
_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,}|\+{3,}|\([\w-]+\)=|%.*|\|?[\s:|-]*-[\s:|-]*\|?)\s*$")
_MARKER = re.compile(r"^(?:\s*>)*\s*(?:(?:[-*+]|\d{1,3}[.)])\s+|#{1,6}\s+|\[[^\]\n]+\]:\s*)?")
_TABLE_GAP = re.compile(r" {2,}")
_KEY = re.compile(r"^\s*-?\s*[\w-]+:(?:\s+[\"'\[]?|$)")
_INLINE = re.compile(
    r"""
    (?P<word>
        (?<!`)(?P<ticks>`+)(?!`)(?:[^\n]|\n(?!\s*\n))*?(?<!`)(?P=ticks)(?!`)
      | <(?:https?|ftp|mailto):[^>\s]*>
      | (?<=\])\((?:[^()\n]|\([^()\n]*\))*\)
      | (?:https?|ftp)://[^\s<>«»"]+
      | \{(?:[^{}\n]|\{[^{}\n]*\})*\}
    )
  | (?P<inert> &\#?\w{1,12}; )
  | (?P<tag> <!--.*?--> | </?[A-Za-z][^<>]*> )
    """,
    re.VERBOSE | re.DOTALL,
)


def masked(text: str) -> str:
    """Return `text` with all that is not prose replaced, character for character.

    Newlines stay, so lines and columns are kept.

    >>> masked("Voir `a : b` et <b>ici</b>.").replace(WORD, "w").replace(TAG, "t")
    'Voir wwwwwww et ttticitttt.'
    """
    lines = "".join(_mask_lines(text))
    return _INLINE.sub(_replace, lines)


def _replace(match: re.Match[str]) -> str:
    character = TAG if match["tag"] else INERT if match["inert"] else WORD
    return _fill(match[0], character)


def _fill(text: str, character: str) -> str:
    return re.sub(r"[^\n]", character, text)


def _mask_lines(text: str) -> list[str]:
    """Mask line by line, keeping track of front matter and of fences."""
    lines = text.split("\n")
    ends = [f"{line}\n" for line in lines[:-1]] + [lines[-1]]
    closing = _front_matter_end(lines)
    done: list[str] = []
    code_fence = ""
    ticked: list[str] = []  # directives fenced by backticks: their bare end opens no code
    for number, line in enumerate(ends):
        if number <= closing:
            done.append(_front_matter(line))
            continue
        fence = _FENCE.match(line.rstrip("\n"))
        if code_fence:
            if fence and not fence[3] and not fence[4].strip() and fence[2].startswith(code_fence):
                code_fence = ""
            done.append(_fill(line, INERT))
        elif fence:
            name = (fence[3] or "").lower()
            if name in CODE:
                code_fence = fence[2]
            elif name and fence[2][0] != ":":
                ticked.append(fence[2])
            elif not name and ticked and not fence[4].strip() and fence[2].startswith(ticked[-1]):
                ticked.pop()
            elif not name and fence[2][0] != ":" and _opens_code(fence):
                code_fence = fence[2]
            done.append(_directive(line, fence, name))
        else:
            done.append(_prose_line(line))
    return done


def _opens_code(fence: re.Match[str]) -> bool:
    """Tell whether a bare fence opens code: text after inline ticks is not a fence."""
    return fence[2][0] not in fence[4]


def _directive(line: str, fence: re.Match[str], name: str) -> str:
    if name in TITLED:
        start = fence.start(4)
        return _fill(line[:start], INERT) + line[start:]
    return _fill(line, INERT)


def _front_matter_end(lines: list[str]) -> int:
    """Return the number of the line that closes the front matter, or -1."""
    if lines[0].rstrip() != "---":
        return -1
    return next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), -1)


def _front_matter(line: str) -> str:
    """Keep the values of the front matter only, without their quotation marks."""
    key = _KEY.match(line)
    if key is None:
        return _fill(line, INERT)
    return _fill(key[0], INERT) + re.sub(r"[\"\[\]]", INERT, line[key.end() :])


def _prose_line(line: str) -> str:
    option = _OPTION.match(line)
    if option:
        kept = option.end() if option[1] in SPOKEN_OPTIONS else len(line)
        return _fill(line[:kept], INERT) + line[kept:]
    if _RULE.match(line):
        return _fill(line, INERT)
    marker = _MARKER.match(line)
    start = marker.end() if marker else 0
    rest = line[start:]
    if line.lstrip().startswith("|"):
        rest = _TABLE_GAP.sub(lambda gap: _fill(gap[0], INERT), rest)
    lead = start - len(line[:start].lstrip())
    return line[:lead] + _fill(line[lead:start], INERT) + rest
