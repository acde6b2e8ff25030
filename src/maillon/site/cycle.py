"""The purchase cycle (*cycle d'achat*): its six steps, and the spine shown on top of each page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from html import escape

from maillon.base.text import slug


@dataclass(frozen=True)
class Step:
    """One step of the purchase cycle.

    `id` is the word used in a page's front matter, `label` what a reader sees, `stem` the start
    of the words that name the step in a heading.
    """

    id: str
    label: str
    stem: str


STEPS: tuple[Step, ...] = (
    Step("besoin", "Besoin", "besoin"),
    Step("sourcage", "Sourçage", "sourca"),
    Step("consultation", "Consultation", "consult"),
    Step("analyse", "Analyse", "analys"),
    Step("execution", "Exécution", "execut"),
    Step("bilan", "Bilan", "bilan"),
)
#: What a screen reader says after the name of a step that the page is about.
ON_THIS_PAGE = ", étape abordée dans cette page"

STEP_IDS: frozenset[str] = frozenset(step.id for step in STEPS)


def steps_in(heading: str) -> tuple[str, ...]:
    """Return the ids of the steps that a heading names, in the order of the cycle.

    >>> steps_in("3. L’exécution, jour après jour")
    ('execution',)
    >>> steps_in("Besoins et sourçage")
    ('besoin', 'sourcage')
    >>> steps_in("Sources")
    ()
    """
    words = slug(heading).split("-")
    return tuple(s.id for s in STEPS if any(word.startswith(s.stem) for word in words))


def section_anchors(headings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Choose, for each step, the section to link to among `(anchor, heading)` pairs.

    A heading that names one step is preferred to one that names several; among equals, the first.
    Steps without a section are absent.

    >>> section_anchors([("#du-besoin-au-bilan", "Du besoin au bilan"), ("#besoin", "Le besoin")])
    {'besoin': '#besoin', 'bilan': '#du-besoin-au-bilan'}
    """
    found = [(steps_in(heading), anchor) for anchor, heading in headings if anchor]
    chosen: dict[str, str] = {}
    for step in STEPS:
        candidates = [(len(steps), anchor) for steps, anchor in found if step.id in steps]
        if candidates:
            chosen[step.id] = min(candidates, key=lambda pair: pair[0])[1]
    return chosen


def spine_html(active: Collection[str], links: Mapping[str, str]) -> str:
    """Draw the cycle as a chain of six links, for the top of a page.

    `active` holds the ids of the steps that the page is about: they are filled, carry a dot and
    say so to a screen reader, so that colour alone never tells. `links` maps a step id to an
    address; a step without one is plain text.

    >>> "abordée dans cette page" in spine_html(["bilan"], {})
    True
    """
    items = []
    for step in STEPS:
        on = step.id in active
        mark = '<span class="maillon-cycle__marque" aria-hidden="true"></span>' if on else ""
        said = f'<span class="maillon-invisible">{ON_THIS_PAGE}</span>' if on else ""
        inner = f"{mark}{escape(step.label)}{said}"
        address = links.get(step.id)
        if address:
            link = f'<a class="maillon-cycle__lien" href="{escape(address)}">{inner}</a>'
        else:
            link = f'<span class="maillon-cycle__lien">{inner}</span>'
        state = " maillon-cycle__etape--active" if on else ""
        items.append(f'<li class="maillon-cycle__etape{state}">{link}</li>')
    return (
        '<nav class="maillon-cycle" aria-label="Cycle d’achat">'
        f'<ol class="maillon-cycle__liste">{"".join(items)}</ol></nav>'
    )
