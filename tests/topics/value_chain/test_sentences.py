"""What a drawn chain is told to show."""

from __future__ import annotations

from dataclasses import replace

from maillon.maps.chain import ChainReview
from maillon.topics.value_chain.model.sentences import SHOWN, chain_sentences

TIERS = ("Titulaire", "Rang 2", "Rang 3")
WHOLE = ChainReview(
    tiers=(("Lavor", "Linge"), ("Tisseur",), ("Coton",)),
    arrows_between=3,
    turned=(),
    level=(),
    orphans=(),
    shared=(),
    single=(),
    depth=3,
)


def told(review: ChainReview) -> str:
    return " ".join(chain_sentences(review, TIERS)).replace("\xa0", " ")


def test_a_whole_chain_is_counted_and_said_to_be_whole() -> None:
    assert told(WHOLE) == (
        "Titulaire : 2 entreprises. Rang 2 : 1 entreprise. Rang 3 : 1 entreprise. "
        "Au moins un chemin remonte jusqu’au dernier rang, sans trou."
    )


def test_the_first_tier_comes_first() -> None:
    [only] = chain_sentences(replace(WHOLE, tiers=((), ("Tisseur",), ())), TIERS)
    assert only.startswith("Placez d’abord")


def test_each_gap_is_a_sentence() -> None:
    gaps = replace(
        WHOLE,
        tiers=(("Lavor", "Linge"), ("Tisseur", "Mercier"), ()),
        turned=(("Lavor", "Mercier"), ("Linge", "Mercier")),
        level=(("Linge", "Lavor"), ("Lavor", "Linge")),
        orphans=("Tisseur", "Mercier"),
        shared=("Tisseur", "Mercier"),
        single=("Tisseur",),
        depth=2,
    )
    text = told(gaps)
    for said in (
        "La flèche « Lavor → Mercier » descend.",
        "La flèche « Linge → Lavor » relie deux entreprises du même rang.",
        "« Tisseur » fournit tout le monde au-dessus.",
        "« Mercier » fournit plusieurs entreprises.",
        "Sans fournisseur connu : « Tisseur » et « Mercier ».",
        "Personne dans « Rang 3 »",
    ):
        assert said in text
    assert text.count("descend") == 1, "one arrow at a time"
    assert text.count("même rang") == 1
    assert "sans trou" not in text


def test_a_long_list_is_counted() -> None:
    many = tuple(f"Entreprise {rank}" for rank in range(SHOWN + 1))
    assert f"connu : {SHOWN + 1} entreprises." in told(replace(WHOLE, orphans=many))
    assert "« Entreprise 3 »" in told(replace(WHOLE, orphans=many[:SHOWN]))
