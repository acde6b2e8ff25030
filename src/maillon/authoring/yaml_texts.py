"""Find what people read in the YAML files of the registry, character by character."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from maillon.authoring.literals import Passage, decoded

#: Keys whose values are shown; the others are ids, dates, addresses and numbers.
SPOKEN = frozenset(
    "action applies_to default displaces hint incentive keywords label name note only_if proof"
    " reason risk role sanction sourcing state statement subject summary text title value"
    " why".split()
)

_HEADER = re.compile(r"[|>][^\n]*\n[ ]*")
_BREAK = re.compile(r"[ ]*\n[ \n]*")


def yaml_passages(source: str) -> list[Passage]:
    r"""List the values that people read in a YAML source, whatever the style of each.

    Raises:
        yaml.YAMLError: the source is not YAML.

    >>> text = "- id: avance\n  label: >-\n    L’avance\n    est due.\n  note: 'Qu''est-ce ?'\n"
    >>> [passage.value for passage in yaml_passages(text)]
    ['L’avance\nest due.', "Qu'est-ce ?"]
    """
    root = yaml.compose(source)
    return [_passage(source, node) for node in _spoken(root, shown=False)] if root else []


def _spoken(node: yaml.Node, *, shown: bool) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _spoken(value, shown=key.value in SPOKEN)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _spoken(item, shown=shown)
    elif isinstance(node, yaml.ScalarNode) and shown and node.tag.endswith(":str"):
        yield node


def _passage(source: str, node: yaml.ScalarNode) -> Passage:
    start, end = node.start_mark.index, node.end_mark.index
    if node.style == '"':
        return decoded(source, start + 1, end - 1)
    if node.style == "'":
        return _raw(source, start + 1, end - 1, quote="''")
    if node.style in ("|", ">"):
        header = _HEADER.match(source, start)
        start = header.end() if header else start
    end = start + len(source[start:end].rstrip())
    return _raw(source, start, end)


def _raw(source: str, start: int, end: int, quote: str = "") -> Passage:
    """Read characters as they stand; a line break takes the indentation that follows with it."""
    characters: list[str] = []
    offsets: list[int] = []
    position = start
    while position < end:
        offsets.append(position)
        gap = _BREAK.match(source, position, end)
        if gap:
            characters.append("\n")
            position = gap.end()
        elif quote and source.startswith(quote, position):
            characters.append(quote[0])
            position += len(quote)
        else:
            characters.append(source[position])
            position += 1
    return Passage("".join(characters), (*offsets, end))


def same_but_texts(before: str, after: str) -> bool:
    """Tell whether two YAML sources hold the same things up to the texts that people read.

    >>> same_but_texts("{id: a, label: 'x'}", "{id: a, label: 'y'}")
    True
    >>> same_but_texts("{id: a, label: 'x'}", "{id: b, label: 'x'}")
    False
    """
    return _skeleton(yaml.compose(before)) == _skeleton(yaml.compose(after))


def _skeleton(node: yaml.Node | None, *, shown: bool = False) -> object:
    """Return what a node holds, without the texts that people read."""
    if isinstance(node, yaml.MappingNode):
        pairs = [(_skeleton(a), _skeleton(b, shown=a.value in SPOKEN)) for a, b in node.value]
        return node.tag, pairs
    if isinstance(node, yaml.SequenceNode):
        return node.tag, [_skeleton(item, shown=shown) for item in node.value]
    return node and (node.tag, "" if shown else node.value)
