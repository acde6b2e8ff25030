"""Where goods come from and where firms sit: the words of a clause that say so."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from maillon.clauses.lexicon import expression
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

_PLACES = (
    "origin.goods",
    "origin.seat",
    "origin.residence",
    "origin.distance",
)
#: Letters that may hold the place after a verb of making; after one of coming, before an area.
_AFTER = 60
_NEAR = 30
#: Letters before an adjective where its noun may stand.
_REACH = 160
#: Letters between goods and the place that they come from.
_THING_REACH = 40


def place(reading: Reading) -> Span | None:
    """Return the first words that demand an origin, an address or a distance; None without any."""
    places = [*reading.spans(*_PLACES), *_adjectives(reading), *_made_in(reading)]
    places += [*_from_place(reading), *_quarried(reading)]
    for span in sorted(places, key=attrgetter("start")):
        if reading.touched(span, "origin.allowed") or reading.near(span, "origin.neutral"):
            continue
        if _identifies(reading, span):
            continue
        words = reading.words(span)
        if ("union" in words or "tiers" in words) and reading.first("origin.data"):
            continue
        if reading.near(span, "origin.shut_out") or not reading.denied(span):
            return span
    return None


def _identifies(reading: Reading, span: Span) -> bool:
    """Tell whether a seat says who the firm is: its number, its form, an address to write down."""
    if not expression("origin.address").search(reading.words(span)):
        return False
    named = reading.execution and reading.near(span, "origin.identified")
    return named or bool(reading.leads(span, "origin.writes"))


def _made_in(reading: Reading) -> Iterator[Span]:
    """Give the places, written as names or as areas, where goods are made or come from."""
    for verb, turn, reach in (
        ("goods.making", "places.made_in", _AFTER),
        ("goods.coming", "places.coming_from", _NEAR),
    ):
        for made in reading.spans(verb):
            after = reading.after(made, _AFTER)
            area = reading.first("places.areas", within=after)
            if area and area.start - made.end < reach:
                yield Span(made.start, area.end)
            name = expression(turn).match(reading.text.quote(after))
            if name:
                yield Span(made.start, made.end + name.end() + 1)


def _from_place(reading: Reading) -> Iterator[Span]:
    """Give the goods or firms that a place follows: « granit extrait de Bretagne »."""
    for area in reading.spans("places.places"):
        sentence = reading.text.sentence(area)
        of = reading.search("places.from", Span(sentence.start, area.start))
        if not (of and reading.text.quote(area)[:1].isupper()):
            continue
        ahead = Span(max(sentence.start, of.start() - _THING_REACH), of.start())
        holders = [span.end for span in reading.spans("places.place_holders", within=ahead)]
        groups = ("goods.things", "goods.making", "goods.coming")
        things = list(reading.spans(*groups, within=ahead))
        if things and max(holders, default=-1) < things[-1].start:
            yield Span(things[-1].start, area.end)


def _quarried(reading: Reading) -> Iterator[Span]:
    """Give the materials or foods that a proper name follows: « granit du Sidobre »."""
    of_name = expression("places.of_name")
    for thing in reading.spans("goods.materials"):
        named = of_name.match(reading.text.original, reading.text.place(thing.end))
        if named:
            yield Span(thing.start, thing.end + named.end() - named.start())


def _adjectives(reading: Reading) -> Iterator[Span]:
    """Give the adjectives of place put on goods or firms: « produits frais et locaux ».

    « Local » needs a thing before it, since a « réunion locale » has no origin; « français » is an
    origin unless an institution bears it (« norme française »).
    """
    institutions, local = expression("places.institutions"), expression("places.local_words")
    for span in reading.spans("places.demonyms", "places.local_words"):
        start = max(0, span.start - _REACH)
        word = reading.leads(span, "places.last_word", start)
        if not word or reading.leads(span, "places.noun_ahead", start):
            continue
        if institutions.fullmatch(word[1]):
            continue
        if local.match(reading.folded, span.start):
            near = reading.leads(span, "places.ahead", start)
            begin = max(reading.ahead(span).start, start + near.start() if near else span.start)
            things = list(reading.spans("goods.things", within=Span(begin, span.start)))
            between = Span(things[-1].end, span.start) if things else None
            if not between or reading.search("places.new_noun", between):
                continue
        yield span
