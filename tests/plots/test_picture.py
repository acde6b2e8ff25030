"""Pictures: deterministic, with words and data, and safe to put in a page."""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import Any

import pytest
from matplotlib.figure import Figure

from maillon.plots.picture import Picture

pytestmark = pytest.mark.draws

HOSTILE = "<script>alert(\"l’eau\") & 'co'</script>"


def figure() -> Figure:
    fig = Figure(figsize=(2, 1))
    ax = fig.add_axes((0, 0, 1, 1))
    ax.plot([0, 1], [0, 1])
    ax.text(0.5, 0.5, "prix")
    return fig


def picture(**words: Any) -> Picture:
    values: dict[str, Any] = {
        "alt": "Le prix monte.",
        "caption": "Prix",
        "columns": ("An", "Prix"),
        "rows": (("2022", "8"),),
    }
    return Picture.from_figure(figure(), **(values | words))


class Reader(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(attrs)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_two_drawings_are_equal_and_dateless() -> None:
    one, other = picture(), picture()
    assert one == other
    assert "dc:date" not in one.svg
    assert "<text" not in one.svg
    ET.fromstring(one.svg)


def test_the_figure_is_closed() -> None:
    fig = figure()
    Picture.from_figure(fig, alt="a", caption="c", columns=("x",), rows=())
    assert fig.axes == []


def test_html_holds_drawing_alternative_caption_and_data() -> None:
    drawn = picture()
    page = Reader(drawn.html())
    assert page.attributes["class"] == "maillon-figure"
    assert page.attributes["alt"] == drawn.alt
    head, _, data = (page.attributes["src"] or "").partition(",")
    assert head == "data:image/svg+xml;base64"
    assert base64.b64decode(data).decode() == drawn.svg
    for text in ("Prix", "Voir les données", "An", "2022", "8"):
        assert text in page.words


def test_words_and_cells_are_escaped() -> None:
    page = Reader(
        picture(alt=HOSTILE, caption=HOSTILE, columns=(HOSTILE,), rows=((HOSTILE,),)).html()
    )
    assert "script" not in page.tags
    assert page.attributes["alt"] == HOSTILE
    assert page.words.count(HOSTILE) == 3


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"alt": " "}, "texte de remplacement"),
        ({"caption": ""}, "légende"),
        ({"columns": (), "rows": ()}, "données"),
        ({"rows": (("2022",),)}, "ligne 1"),
    ],
)
def test_a_picture_without_words_is_refused_in_french(words: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        picture(**words)
