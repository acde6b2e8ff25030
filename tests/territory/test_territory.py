"""The shipped territory: the numbers that the workshops were promised, and none of the law."""

from __future__ import annotations

import math
import re

import pytest

from maillon import territory
from maillon.opendata.concentration import herfindahl

FAMILIES = (
    "restauration-scolaire",
    "renovation-ecole",
    "nettoyage",
    "vetements-de-travail",
    "informatique",
    "mobilier",
    "voirie",
    "espaces-verts",
)


def told() -> list[tuple[str, territory.Magnitude | territory.Table]]:
    """List every magnitude and table of the territory, with the name of its file."""
    place = territory.place()
    found: list[tuple[str, territory.Magnitude | territory.Table]] = [
        (place.id, magnitude) for magnitude in place.magnitudes.values()
    ]
    for family in territory.families():
        found += [(family.id, magnitude) for magnitude in family.magnitudes.values()]
        found += [(family.id, table) for table in family.tables.values()]
    return found


def test_the_eight_families_stand_in_the_order_of_the_course() -> None:
    assert tuple(family.id for family in territory.families()) == FAMILIES
    assert all(family.magnitudes for family in territory.families())


def test_the_territory_has_its_size_and_its_eight_bodies() -> None:
    place = territory.place()
    assert place.magnitude("communes").value == 46
    assert place.magnitude("habitants").value == 108_000
    assert len(place.bodies) == 8
    assert "Ville de Brévigny-les-Moulins" in {body.label for body in place.bodies.values()}


@pytest.mark.parametrize(("file", "one"), told(), ids=lambda value: getattr(value, "id", value))
def test_each_number_says_where_it_comes_from(
    file: str, one: territory.Magnitude | territory.Table
) -> None:
    if one.status == "sourcé":
        assert one.year is not None
        assert one.source is not None
        assert re.match(r"https?://", one.source.url)
    else:
        # What nobody read in a dated source says on what it rests, unless it is mere invention.
        assert one.status == "fictif" or one.note, file


@pytest.mark.parametrize(
    ("family", "magnitude", "value"),
    [
        ("restauration-scolaire", "repas_par_jour", 2200),
        ("restauration-scolaire", "jours_de_service", 140),
        ("restauration-scolaire", "part_denrees", 0.25),
        ("restauration-scolaire", "cout_complet_avant", 8.72),
        ("restauration-scolaire", "cout_complet_apres", 9.00),
        ("restauration-scolaire", "effet_produits_nationaux", 0.044),
        ("restauration-scolaire", "effet_toute_alimentation", 0.027),
        ("renovation-ecole", "surface", 1200),
        ("renovation-ecole", "montant", 1_200_000),
        ("nettoyage", "surface", 18_000),
        ("nettoyage", "part_main_oeuvre", 0.82),
        ("nettoyage", "marge", 0.03),
        ("vetements-de-travail", "tenues", 900),
        ("vetements-de-travail", "prix_tenue", 95),
        ("vetements-de-travail", "prix_tshirt", 29),
        ("informatique", "ordinateurs", 200),
        ("informatique", "facteur_monetaire", 216),
        ("mobilier", "besoin_initial", 150),
        ("mobilier", "besoin_reduit", 120),
        ("mobilier", "facteur_monetaire", 231),
        ("voirie", "enrobes", 4200),
        ("espaces-verts", "surface", 62),
        ("espaces-verts", "prix_heure", 42),
    ],
)
def test_the_agreed_values(family: str, magnitude: str, value: float) -> None:
    assert territory.value(family, magnitude) == value


@pytest.mark.parametrize(
    ("family", "table", "column", "values"),
    [
        ("restauration-scolaire", "maillons", "depense", (420, 160, 190, 110, 12, 18)),
        ("restauration-scolaire", "maillons", "stock", (3, 1, 4, 6, 8, 0)),
        ("restauration-scolaire", "maillons", "alternative", (0.8, 0.5, 0.4, 0.7, 0, 0.6)),
        ("restauration-scolaire", "maillons", "delai", (2, 3, 5, 3, 30, 1)),
        ("restauration-scolaire", "maillons", "ttr", (7, 20, 25, 15, 60, 10)),
        ("informatique", "ordinateurs", "prix", (750, 420, 420)),
        ("informatique", "ordinateurs", "energie", (8, 9, 9)),
        ("informatique", "ordinateurs", "entretien", (20, 30, 30)),
        ("informatique", "ordinateurs", "reprise", (30, 10, 10)),
        ("informatique", "ordinateurs", "duree", (5, 3, 4)),
        ("mobilier", "chaises", "prix", (150, 210, 75)),
        ("renovation-ecole", "main-oeuvre", "part", (0.7, 0.5, 0.2)),
    ],
)
def test_the_agreed_tables(family: str, table: str, column: str, values: tuple[float, ...]) -> None:
    assert tuple(territory.table(family, table).numbers(column).values()) == values


@pytest.mark.parametrize(
    ("family", "table", "known"),
    [
        (
            "vetements-de-travail",
            "prix-tshirt",
            {"magasin": 0.6, "marque": 0.12, "matieres": 0.12, "transport": 0.08, "usine": 0.05},
        ),
        (
            "restauration-scolaire",
            "euro-alimentaire",
            {"importations-alimentaires": 0.103, "intrants-importes": 0.148, "taxes": 0.098},
        ),
    ],
)
def test_the_shares_of_a_price_make_the_price(
    family: str, table: str, known: dict[str, float]
) -> None:
    shares = territory.table(family, table).numbers("part")
    assert math.fsum(shares.values()) == pytest.approx(1, abs=1e-12)
    assert {name: shares[name] for name in known} == known


def test_workers_get_less_than_twenty_cents_of_a_t_shirt() -> None:
    share = territory.table("vetements-de-travail", "prix-tshirt").row("salaires").number("part")
    assert share == 0.006
    assert share * territory.value("vetements-de-travail", "prix_tshirt") < 0.20


def test_domestic_value_added_is_shared_as_the_observatory_says() -> None:
    shares = territory.table("restauration-scolaire", "euro-alimentaire").numbers("part")
    parts = {
        "agriculture": 10,
        "industrie-alimentaire": 18,
        "commerce": 24,
        "restauration": 21,
        "services": 22,
        "autre-industrie": 5,
    }
    assert math.fsum(shares[name] for name in parts) == pytest.approx(0.651)
    for name, percent in parts.items():
        assert shares[name] == pytest.approx(0.651 * percent / 100)


def test_the_note_on_domestic_value_added_says_what_the_rows_say() -> None:
    table = territory.table("restauration-scolaire", "euro-alimentaire")
    note = table.note.replace("\xa0", " ")
    [share] = re.findall(r"valeur ajoutée, ([\d,]+) %", note)
    whole = float(share.replace(",", ".")) / 100
    told = [(name.strip(), int(part)) for name, part in re.findall(r"([a-zé ]+) (\d+) %[,.]", note)]
    rows = [row for row in table.rows.values() if row.label.lower() in dict(told)]
    assert [name for name, _part in told] == [row.label.lower() for row in rows]
    for row in rows:
        assert row.number("part") == pytest.approx(whole * dict(told)[row.label.lower()] / 100)
    assert math.fsum(row.number("part") for row in rows) == pytest.approx(whole)


@pytest.mark.parametrize("table", ["rang2", "rang3"])
def test_each_firm_spreads_all_its_purchases(table: str) -> None:
    read = territory.table("vetements-de-travail", table)
    columns = [column.id for column in read.columns if column.id != "depense"]
    for row in read.rows.values():
        assert math.fsum(row.number(column) for column in columns) == pytest.approx(1)


def test_five_wholesalers_hide_one_maker() -> None:
    """Herfindahl index of 2 000 at the first tier, of 8 158 at the second (domain.md, N4)."""
    table = territory.table("vetements-de-travail", "rang2")
    spend = table.numbers("depense")
    makers = ("confection-a", "confection-b", "confection-c")
    second = [
        math.fsum(spend[name] * share for name, share in table.numbers(maker).items())
        for maker in makers
    ]
    total = territory.value("vetements-de-travail", "tenues") * territory.value(
        "vetements-de-travail", "prix_tenue"
    )
    assert 1000 * math.fsum(spend.values()) == pytest.approx(total)
    assert herfindahl(list(spend.values())) == pytest.approx(2000)
    assert herfindahl(second) == pytest.approx(8158)


def test_the_makers_of_the_third_tier_are_those_of_the_second() -> None:
    second = territory.table("vetements-de-travail", "rang2")
    third = territory.table("vetements-de-travail", "rang3")
    assert list(third.rows) == [column.id for column in second.columns if column.id != "depense"]


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: territory.family("mobiliers"), "famille d’achats). Vouliez-vous dire\u00a0: mob"),
        (lambda: territory.family("zzz"), "Noms connus\u00a0: restauration-scolaire, "),
        (lambda: territory.value("mobilier", "besoin"), "La famille «\u00a0mobilier\u00a0»"),
        (lambda: territory.table("mobilier", "chaise"), "Vouliez-vous dire\u00a0: chaises"),
        (lambda: territory.table("voirie", "prix"), "Noms connus\u00a0: aucun."),
        (lambda: territory.table("mobilier", "chaises").row("neuf"), "Vouliez-vous dire\u00a0: n"),
        (lambda: territory.table("mobilier", "chaises").rows["neuve"]["prx"], "(colonne)"),
        (lambda: territory.place().magnitude("commune"), "Vouliez-vous dire\u00a0: communes"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(ask, said: str) -> None:
    with pytest.raises(territory.UnknownName) as refused:
        ask()
    assert said in str(refused.value)


def test_what_a_page_prints_of_a_number() -> None:
    magnitudes = territory.family("restauration-scolaire").magnitudes
    assert magnitudes["cout_complet_avant"].text == "8,72\u00a0€ par repas"
    assert magnitudes["effet_toute_alimentation"].text == "2,7\u00a0% de la dépense"
    assert magnitudes["repas_par_jour"].text == "2\u202f200\u00a0repas"
