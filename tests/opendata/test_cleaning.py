"""Each cleaning rule on the values it speaks of, and on those it must leave alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import polars as pl
import pytest
from decp_files import DECP
from hypothesis import given, settings
from hypothesis import strategies as st
from raw_tables import cleaned, cleaned_tables, tidy, touched

from maillon.opendata.cleaning.clean import Count, rules
from maillon.opendata.cleaning.firms import passes_luhn
from maillon.opendata.cleaning.rules import Effect
from maillon.opendata.reading import read
from maillon.opendata.tables import RAW


def unreadable(counts: Iterable[Count]) -> int:
    """Return how many values the rules made unknown."""
    return sum(count.touched for count in counts if count.effect is Effect.UNKNOWN)


@pytest.mark.parametrize(
    ("text", "euros"),
    [
        ("30000.00", 30000.0),
        ("14\u00a0700,00", 14700.0),
        ("1\u202f234\u2009567,8 €", 1234567.8),
        ("1.234.567,89", 1234567.89),
        ("7,5", 7.5),
        ("1", 1.0),
        ("14,700", None),  # fourteen thousand, or fourteen?
        ("1,234.56", None),
        ("1.234.567", None),
        ("0", None),
        ("-12", None),
        ("0.5", None),
        ("12311111111", None),
        ("1E17", None),
        ("3000000001", None),
        ("3000000000", 3e9),
        ("999999999", None),
        ("999999999.00", None),
        ("7777777", 7777777.0),  # a third of 23 millions ends so
        ("33333333.33", 33333333.33),
        ("100000000.00", 1e8),
        ("111111110", None),
        ("39999996", None),
        ("399999996", None),
        ("39999997", 39999997.0),
        ("1.234,", 1234.0),
        ("1'234", 1234.0),
        ("1’234,5", 1234.5),
        ("50000, 60000", None),
        ("50000, 50000", None),
        ("٣٠٠٠", None),
        ("100000000", 1e8),  # round, not filled
        ("1234567890", None),
        ("NaN", None),
        ("inf", None),
        ("cent euros", None),
        (None, None),
    ],
)
@pytest.mark.parametrize("table", ["contracts", "modifications", "subcontracts"])
def test_an_amount_is_read_or_unknown(table: str, text: str | None, euros: float | None) -> None:
    done = cleaned(table, {"montant": text})
    frame = getattr(done.tables, table).collect()
    assert frame["montant"].to_list() == [euros]
    assert frame["montant_brut"].to_list() == [text]
    unknown = unreadable(done.counts())
    assert unknown == (euros is None and text is not None)


def test_one_euro_is_kept_and_counted() -> None:
    done = cleaned("contracts", {"montant": "1"}, {"montant": "1.00"}, {"montant": "2"})
    assert touched(done) == {"montant-un-euro:montant": 2}


@pytest.mark.parametrize(
    ("text", "day", "rule"),
    [
        ("2024-02-29", date(2024, 2, 29), None),
        ("2018-12-31+01:00", date(2018, 12, 31), "date-fuseau"),
        ("2018-12-31T10:00:00Z", date(2018, 12, 31), "date-fuseau"),
        ("2024-06-30T22:00:00Z", date(2024, 7, 1), "date-fuseau"),  # midnight in Paris
        ("2024-07-01T00:00:00.000+02:00", date(2024, 7, 1), "date-fuseau"),
        ("2024-12-31T22:30Z", date(2024, 12, 31), "date-fuseau"),
        ("2024-06-30T23:59:00", date(2024, 6, 30), "date-fuseau"),
        ("2024-6-5", date(2024, 6, 5), None),
        ("2049-12-31", date(2049, 12, 31), None),
        ("2050-01-01", None, "date-impossible"),
        ("2050-01-01T10:00:00Z", None, "date-impossible"),
        ("0001-01-01T00:00:00+23:00", None, "date-impossible"),
        ("2024-01-01, 2024-02-01", None, "date-impossible"),
        ("05/03/2021", date(2021, 3, 5), "date-francaise"),
        ("05/03/2021 00:00", date(2021, 3, 5), "date-francaise"),
        ("2023-02-29", None, "date-impossible"),
        ("2024-01-015", None, "date-impossible"),
        ("31/02/2021", None, "date-impossible"),
        ("0222-01-01", None, "date-impossible"),
        ("5021-01-01", None, "date-impossible"),
        ("1899-12-31", None, "date-impossible"),
        ("September, 16 2021", None, "date-impossible"),
        (None, None, None),
    ],
)
def test_a_date_is_read_or_unknown(text: str | None, day: date | None, rule: str | None) -> None:
    done = cleaned("contracts", {"dateNotification": text})
    assert done.tables.contracts.collect()["dateNotification"].to_list() == [day]
    assert list(touched(done)) == ([f"{rule}:dateNotification"] if rule else [])


@pytest.mark.parametrize(
    ("mark", "rule"),
    [
        ("", "case-vide"),
        (" \u00a0", "case-vide"),
        ("CDL", "marque-cdl"),
        ("MQ", "marque-mq"),
        ("INX 2024-13-01", "marque-inx"),
        ("NC", "marque-nc"),
        ("NaN", "marque-nc"),
    ],
)
def test_each_mark_of_an_empty_cell_is_unknown_and_counted_by_itself(mark: str, rule: str) -> None:
    done = cleaned("contracts", {"ccag": mark, "objet": "INXS, CDL et NC en concert"})
    frame = done.tables.contracts.collect()
    assert (frame["ccag"].item(), frame["ccag_brut"].item()) == (None, mark)
    assert frame["objet"].item() == "INXS, CDL et NC en concert"
    assert touched(done) == {rule: 1}


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("MOE &#8211; Rénovation", "MOE – Rénovation"),
        ("Marais det#8217,Isle", "Marais d’Isle"),
        ("décapageet#8230; et autres", "décapage… et autres"),
        ("Achat &amp; vente", "Achat & vente"),
        ("une ligne\\nune autre", "une ligne une autre"),
        ("Marché n°8211; et #1", "Marché n°8211; et #1"),
    ],
)
def test_coded_characters_are_given_back(text: str, clean: str) -> None:
    assert tidy("contracts", "objet", text) == [clean]


@pytest.mark.parametrize(
    ("column", "text", "official"),
    [
        ("procedure", "Appel d offres ouvert", "Appel d'offres ouvert"),
        ("procedure", "Appel d’offres restreint", "Appel d'offres restreint"),
        (
            "procedure",
            "Marché public négocié sans publicité ni mise en concurrence préalable",
            "Marché passé sans publicité ni mise en concurrence préalable",
        ),
        (
            "procedure",
            "Procédure négociée avec mise en concurrence préalable",
            "Procédure avec négociation",
        ),
        ("nature", "marché", "Marché"),
        ("nature", "Marché Subséquent", "Marché subséquent"),
        ("lieuExecution_typeCode", " code canton", "Code canton"),
        ("lieuExecution_typeCode", "Code Postal", "Code postal"),
        ("ccag", "Maîtrise d'oeuvre", "Maitrise d'œuvre"),
        ("nature", "Bon d’achat", "Bon d’achat"),
    ],
)
def test_variants_take_the_official_wording(column: str, text: str, official: str) -> None:
    done = cleaned("contracts", {column: text})
    assert done.tables.contracts.collect()[column].to_list() == [official]
    rule = "variante" if official != text else "hors-liste"
    assert touched(done) == {f"{rule}:{column}": 1}


def test_types_of_identifiers_are_named_or_deduced() -> None:
    siret = "82747808200023"
    done = cleaned(
        "holders",
        {"titulaire_typeIdentifiant": "Siret", "titulaire_id": siret},
        {"titulaire_typeIdentifiant": "", "titulaire_id": siret},
        {"titulaire_typeIdentifiant": "TVA_INTRACOMMUNAUTAIRE", "titulaire_id": siret},
        {"titulaire_typeIdentifiant": "SIRET", "titulaire_id": "827 478 082 00024"},
        {"titulaire_typeIdentifiant": "SIRET", "titulaire_id": "827478082"},
        {"titulaire_typeIdentifiant": None, "titulaire_id": "00001"},
    )
    frame = done.tables.holders.collect()
    assert frame["titulaire_typeIdentifiant"].to_list() == [
        *("SIRET", "SIRET", "TVA", "SIRET", "SIRET", None)
    ]
    assert frame["siren"].to_list() == ["827478082", "827478082", None, "827478082", None, None]
    assert touched(done) == {
        "case-vide": 1,
        "espaces:titulaire_id": 1,
        "siret-cle:titulaire_id": 1,
        "siret-forme:titulaire_id": 1,
        "type-deduit:titulaire_typeIdentifiant": 1,
        "type-inconnu:titulaire_typeIdentifiant": 1,
        "variante:titulaire_typeIdentifiant": 2,
    }


@given(st.integers(0, 10**13 - 1))
def test_one_check_digit_in_ten_passes_and_a_slip_never_does(start: int) -> None:
    numbers = pl.DataFrame({"a": [f"{start:013d}{last}" for last in range(10)]})
    found = numbers.filter(passes_luhn(pl.col("a")))["a"].to_list()
    if start // 10**4 != 356_000_000:
        (siret,) = found
        slips = [siret[:3] + str(digit) + siret[4:] for digit in range(10)]
        assert pl.DataFrame({"a": slips}).filter(passes_luhn(pl.col("a"))).height == 1


@pytest.mark.parametrize(
    ("text", "code", "division"),
    [
        ("45210000-2", "45210000", "45"),
        ("45 210 000", "45210000", "45"),
        ("45210", "45210000", "45"),
        ("03100000", "03100000", "03"),
        ("3100000", "3100000", None),  # 03100000, or 31000000 cut?
        ("00000000-1", "00000000", None),
        ("travaux", "travaux", None),
    ],
)
def test_cpv_codes_have_eight_digits_and_a_division(
    text: str, code: str, division: str | None
) -> None:
    frame = cleaned("contracts", {"codeCPV": text}).tables.contracts.collect()
    assert (frame["codeCPV"].item(), frame["division"].item()) == (code, division)


def test_numbers_out_of_bounds_are_unknown_or_counted() -> None:
    assert tidy("contracts", "dureeMois", "12", "12.0", "0", "-3", "200", "x", "1.5") == [
        *(12, 12, None, None, 200, None, None)
    ]
    assert tidy("contracts", "offresRecues", "1", "0", "3.0", "NaN") == [1, None, 3, None]
    assert tidy("contracts", "tauxAvance", "0.05", "0,1", "5", "") == [0.05, 0.1, None, None]
    assert tidy("contracts", "marcheInnovant", "oui", "false", "1", "?") == [
        *(True, False, True, None)
    ]


def test_identifiers_made_of_zeros_tell_nothing_apart() -> None:
    assert tidy("contracts", "id", " 2024-01 ", "0000000000000000", "00-00", "0010") == [
        *("2024-01", None, None, "0010")
    ]


def test_each_rule_says_what_and_why_in_french_and_bears_a_name_of_its_own() -> None:
    for table in RAW:
        names = [rule.id for rule in rules(table)]
        assert len(names) == len(set(names))
        for rule in rules(table):
            assert rule.why.endswith(".")
            assert len(rule.label) > 20
            assert not rule.column or rule.column in RAW[table]


TEXTS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        ["", "CDL", "MQ", "12", "2024-01-01", "1 000,50", "59000", "Sans objet", "oui"]
    ),
)


#: What cleaning makes typed; every other column stays text.
TIDY_TYPES = {
    **dict.fromkeys(("dureeMois", "offresRecues"), pl.Int64()),
    **dict.fromkeys(("montant", "tauxAvance", "origineUE", "origineFrance"), pl.Float64()),
    **dict.fromkeys(("dateNotification", "datePublicationDonnees"), pl.Date()),
    **dict.fromkeys(
        ("dateNotificationModification", "datePublicationDonneesModification"), pl.Date()
    ),
    "dateNotificationModificationSousTraitance": pl.Date(),
    **dict.fromkeys(("marcheInnovant", "attributionAvance"), pl.Boolean()),
    "sousTraitanceDeclaree": pl.Boolean(),
}


#: A few rows of every table at once: cleaning a table costs about the same whatever its rows.
TABLES = st.fixed_dictionaries(
    {
        table: st.lists(st.dictionaries(st.sampled_from(columns), TEXTS), max_size=6)
        for table, columns in RAW.items()
    }
)


@settings(max_examples=15)
@given(TABLES)
def test_nothing_disappears_and_counts_add_up(
    tables: dict[str, list[dict[str, str | None]]],
) -> None:
    done = cleaned_tables(tables)
    counts = done.counts()
    for table, rows in tables.items():
        frame = getattr(done.tables, table).collect()
        assert frame["rang"].to_list() == list(range(len(rows)))
        assert not any(":" in name for name in frame.columns)
        kinds = {column: kind for column, kind in TIDY_TYPES.items() if column in RAW[table]}
        assert {column: frame.schema[column] for column in kinds} == kinds
        emptied = sum(
            row.get(column) is not None and value is None
            for column in RAW[table]
            for row, value in zip(rows, frame[column].to_list(), strict=True)
        )
        own = [count for count in counts if count.table == table and count.rule not in NO_CELL]
        assert emptied == unreadable(own)


#: Rules whose unknown is another column than the one they look at: its text is kept.
NO_CELL = {
    *("consideration-contradictoire", "consideration-hors-liste", "cpv-inconnu"),
    *("region-fausse", "lieu-illisible"),
}


def test_the_counts_of_the_real_files() -> None:
    def of(path: str, table: str = "contracts") -> dict[str, int]:
        return touched(read([DECP / path]).cleaned, table)

    dematis = of("dematis-2024-07")
    assert dematis["caracteres-html:objet"] == 45
    assert dematis["montant-un-euro:montant"] == 2
    assert "siret-cle:titulaire_id" not in of("dematis-2024-07", "holders")
    croix = of("format-2019/decp_21590163800019_2019-01-01_2021-12-31.json")
    assert croix["montant-nul:montant"] == 10
    pes = of("format-2019/data.gouv.fr_pes_json_2019-03-07.zip")
    assert pes["montant-remplissage:montant"] == 4
    assert pes["date-fuseau:dateNotification"] == 552
    bretagne = of("brouillon-csv/rendu-compte-bretagne-2021_marches.csv")
    assert bretagne["montant-virgule:montant"] == bretagne["date-francaise:dateNotification"] == 191
    tabular = of("tabulaire/decp_2024H2_travaux_cpv4521_filtered.csv")
    assert tabular["siret-cle:acheteur_id"] + tabular["siret-forme:acheteur_id"] == 10


def test_effects_are_told_in_french() -> None:
    assert [effect.value for effect in Effect] == ["réécrit", "inconnu", "gardé"]


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("contracts", "id"),
        ("contracts", "acheteur_id"),
        ("holders", "titulaire_id"),
        ("changed_holders", "titulaire_id"),
        ("subcontracts", "sousTraitant_id"),
    ],
)
def test_an_identifier_rounded_by_a_spreadsheet_is_unknown(table: str, column: str) -> None:
    rounded = ("2,15902E+13", "2.15902e+13", "2E+13")
    assert tidy(table, column, *rounded) == [None] * len(rounded)
    assert tidy(table, column, "2018E030000", "2018SERVICE+01") == ["2018E030000", "2018SERVICE+01"]
    counts = touched(cleaned(table, *({column: text} for text in rounded)))
    assert counts[f"id-arrondi:{column}"] == len(rounded)


@pytest.mark.parametrize("digits", ["٤٥٠٧٢٤٧٨٦٠٠٠٣٠", "４５０７２４７８６０００３０"])
def test_only_plain_digits_make_a_siret(digits: str) -> None:
    assert len(digits) == 14
    assert touched(cleaned("contracts", {"acheteur_id": digits})) == {"siret-forme:acheteur_id": 1}
    done = cleaned("holders", {"titulaire_id": digits, "titulaire_typeIdentifiant": "SIRET"})
    assert done.tables.holders.collect()["siren"].to_list() == [None]
    frame = cleaned("contracts", {"codeCPV": "٤٥٠٠٠٠٠٠"}).tables.contracts.collect()
    assert frame["division"].item() is None


@pytest.mark.parametrize(
    ("siret", "passes"),
    [("35600000000001", True), ("35600000000006", True), ("35600000000002", False)],
)
def test_the_digits_of_the_post_office_add_up_to_a_multiple_of_five(
    siret: str, passes: bool
) -> None:
    """Their sums are 15, 20 and 16; none passes Luhn's check."""
    assert pl.select(passes_luhn(pl.lit(siret))).item() is passes


def test_words_of_a_spreadsheet_answer_by_yes_or_no() -> None:
    assert tidy("contracts", "marcheInnovant", "VRAI", "FAUX", "vrai", "peut-être") == [
        *(True, False, True, None)
    ]


def test_tables_of_several_slices_are_counted_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maillon.opendata.cleaning.clean._SLICE", 2)
    done = cleaned("contracts", *({"ccag": "CDL", "montant": str(rank)} for rank in range(7)))
    frames, counts = done.collect({"contracts": [pl.col("rang", "montant")]})
    assert frames["contracts"]["rang"].to_list() == list(range(7))
    found = {count.rule: count.touched for count in counts if count.touched}
    assert found == {"marque-cdl": 7, "montant-nul": 1, "montant-un-euro": 1}
