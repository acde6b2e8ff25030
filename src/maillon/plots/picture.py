"""A picture as the course shows it: drawing, text alternative, caption and data together."""

from __future__ import annotations

import base64
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from maillon.base.wording import NNBSP
from maillon.plots.canvas import Figure
from maillon.plots.style import RC


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing that no reader is left out of.

    `svg` is deterministic (text drawn as paths, no date); `alt` states the finding;
    `columns` and `rows` are the data, as text. Raises `ValueError`, in French, when the
    alternative or the caption is empty, or when a row has not one cell a column.
    """

    svg: str
    alt: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        for name, text in (("le texte de remplacement", self.alt), ("la légende", self.caption)):
            if not text.strip():
                raise ValueError(
                    f"Il manque {name} de la figure{NNBSP}; dites-y ce qu’elle montre."
                )
        if not self.columns:
            raise ValueError(
                f"Il manque les données de la figure{NNBSP}; donnez au moins une colonne."
            )
        for place, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"La ligne {place} des données compte {len(row)} cases pour "
                    f"{len(self.columns)} colonnes{NNBSP}; donnez une case par colonne."
                )

    @classmethod
    def from_figure(
        cls,
        fig: Figure,
        *,
        alt: str,
        caption: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
    ) -> Picture:
        """Save a Matplotlib figure as a picture and close it.

        Raises `ValueError` like the class; the figure is closed all the same.
        """
        import matplotlib as mpl

        buffer = io.StringIO()
        try:
            with mpl.rc_context(RC):
                fig.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
        finally:
            _close(fig)
        return cls(
            svg=buffer.getvalue(),
            alt=alt,
            caption=caption,
            columns=tuple(columns),
            rows=tuple(tuple(row) for row in rows),
        )

    def html(self) -> str:
        """The picture as a French HTML figure with its data under « Voir les données ».

        >>> drawing = Picture("<svg/>", "Le prix monte.", "Prix <2 €", ("An",), (("2022",),))
        >>> "Prix &lt;2 €" in drawing.html()
        True
        """
        encoded = base64.b64encode(self.svg.encode()).decode("ascii")
        head = "".join(f'<th scope="col">{escape(column)}</th>' for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self.rows
        )
        return (
            '<figure class="maillon-figure">'
            f'<img src="data:image/svg+xml;base64,{encoded}" alt="{escape(self.alt)}">'
            f"<figcaption>{escape(self.caption)}</figcaption>"
            "<details><summary>Voir les données</summary>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            "</details></figure>"
        )


def _close(fig: Figure) -> None:
    """Free the figure, and take it out of pyplot where pyplot is in use."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(fig)
    for axes in fig.axes:
        fig.delaxes(axes)
