"""The registry answers by date and scope, and refuses whatever it would have to guess."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from law_copies import change_value, copied_registry, small_registry

from maillon import law
from maillon.law import AmbiguousScope, LegalError, NotInForce, UnknownEntry, UnverifiedRule
from maillon.law.registry import load

TODAY = date(2026, 11, 24)
RULES = list(law.registry().entries.values())


def test_every_theme_has_rules_and_every_rule_has_a_source_with_an_address() -> None:
    """A source without an address stands beside one that people can open, or is the only one."""
    assert {rule.theme for rule in RULES} == set(law.registry().themes)
    blind = [rule.id for rule in RULES if not any(source.url for source in rule.sources)]
    assert set(blind) == {"duree_annuelle_travail"}
    assert law.registry().watch


def test_a_confirmed_rule_says_on_what_it_rests() -> None:
    """An official text, or a page that copies it, was read; or the note says what was."""
    unread = [
        rule.id
        for rule in RULES
        if rule.confidence == "high"
        and not any(
            source.consulted and source.kind in ("officiel", "reproduction_officielle")
            for source in rule.sources
        )
        and not re.search(r"concorde|(pas|tous) (été )?relu", rule.note)
    ]
    assert unread == []


def test_a_rule_to_check_says_what_is_to_be_checked() -> None:
    silent = [
        rule.id
        for rule in RULES
        if rule.confidence == "medium" and "vérifi" not in rule.note.lower()
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("rule", "scope", "day", "value"),
    [
        ("seuil_ue_fs_local", None, "2024-01-01", 221000),
        ("seuil_ue_fs_local", None, "2025-12-31", 221000),
        ("seuil_ue_fs_local", None, "2026-01-01", 216000),
        ("seuil_ue_fs_local", None, "2027-12-31", 216000),
        ("dispense_fs", None, "2026-03-31", 40000),
        ("dispense_fs", None, "2026-04-01", 60000),
        ("ca_minimal", None, "2025-12-31", 2.0),
        ("ca_minimal", None, "2026-01-01", 1.5),
        ("retenue_garantie", "pme-etat", "2024-12-31", 3),
        ("retenue_garantie", "pme-collectivite", "2024-12-31", 5),
        ("retenue_garantie", "pme-collectivite", "2025-01-01", 3),
        ("vehicules_propres", "tres-faibles-emissions", "2026-01-01", 37.4),
        ("climat_date", "decret", "2026-11-24", "2026-08-21"),
    ],
)
def test_a_value_on_each_side_of_its_boundary(
    rule: str, scope: str | None, day: str, value: object
) -> None:
    assert law.value(rule, on=date.fromisoformat(day), scope=scope) == value


@pytest.mark.parametrize(
    ("rule", "scope", "day", "said"),
    [
        ("seuil_ue_fs_local", None, "2023-12-31", "depuis le 1er\u00a0janvier 2024"),
        ("seuil_ue_fs_local", None, "2028-01-01", "s’arrête au 31\u00a0décembre 2027"),
        ("retenue_garantie", "pme-etat", "2019-03-31", "depuis le 1er\u00a0avril 2019"),
        ("avance_taux", "plancher-pme-collectivite", "2019-12-31", "On ne sait pas depuis quand"),
        ("bce_mro", None, "2026-09-10", "vérifiée que jusqu’au 9\u00a0septembre 2026"),
        ("interets_moratoires_taux", "taux-moratoire", "2027-01-01", "31\u00a0décembre 2026"),
        ("agec58_textile", "reemploi", "2028-06-01", "31\u00a0décembre 2026"),
        ("pnad", "social", "2026-01-01", "31\u00a0décembre 2025"),
    ],
)
def test_a_day_without_value_is_an_error_that_says_which_days_have_one(
    rule: str, scope: str | None, day: str, said: str
) -> None:
    with pytest.raises(NotInForce) as refused:
        law.value(rule, on=date.fromisoformat(day), scope=scope)
    assert said in str(refused.value)
    assert "Choisissez un autre jour" in str(refused.value)


def test_several_values_on_one_day_must_be_told_apart() -> None:
    with pytest.raises(AmbiguousScope, match="plancher-pme-etat") as refused:
        law.value("avance_taux", on=TODAY)
    assert "Précisez la portée" in str(refused.value)
    assert law.value("avance_taux", on=TODAY, scope="plafond") == 30
    with pytest.raises(AmbiguousScope, match="n’a pas de portée"):
        law.value("avance_taux", on=TODAY, scope="inconnue")
    with pytest.raises(AmbiguousScope, match="n’en donnez pas"):
        law.value("dispense_fs", on=TODAY, scope="travaux")


@pytest.mark.parametrize("rule", ["dispense_travaux_2027", "revision_directives"])
def test_what_nobody_could_verify_cannot_be_cited(rule: str) -> None:
    with pytest.raises(UnverifiedRule, match="ne peut pas être citée"):
        law.value(rule, on=date(2027, 2, 1))


def test_a_point_to_watch_is_no_rule() -> None:
    for point in law.registry().watch.values():
        with pytest.raises(UnverifiedRule, match="pas une règle") as refused:
            law.value(point.id, on=TODAY)
        assert point.action in str(refused.value)


def test_an_unknown_rule_gives_the_nearest_ones() -> None:
    with pytest.raises(UnknownEntry, match="dispense_fs"):
        law.value("dispense_f", on=TODAY)
    with pytest.raises(UnknownEntry, match="maillon law search"):
        law.value("zzz", on=TODAY)


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.confidence != "low"], ids=lambda rule: rule.id
)
def test_each_series_steps_exactly_at_its_dates(rule: Any) -> None:
    """On its first day a value holds; on the day before, another one does, or an error is told."""
    for value in rule.values:
        scope = value.scope or None
        for day in (value.first_day, min(value.last_day, date(2040, 1, 1))):
            assert law.cite(rule.id, day, scope).value == value
        before = value.first_day - timedelta(1)
        holding = [v for v in rule.values if v.scope == value.scope and v.holds(before)]
        if holding:
            assert law.cite(rule.id, before, scope).value == holding[0] != value
        else:
            with pytest.raises(NotInForce):
                law.cite(rule.id, before, scope)


def test_each_half_year_of_the_late_interest_rate_is_the_bank_s_rate_plus_eight_points() -> None:
    points = law.value("interets_moratoires", on=TODAY)
    rates = [
        value
        for value in law.entry("interets_moratoires_taux").values
        if value.scope == "taux-moratoire"
    ]
    assert len(rates) == 10
    for rate in rates:
        first = rate.valid_from
        assert first is not None
        assert (first.month, first.day) in ((1, 1), (7, 1))
        assert isinstance(rate.value, (int, float))
        assert isinstance(points, (int, float))
        bank = law.value("bce_mro", on=first)
        noted = law.value("interets_moratoires_taux", on=first, scope="taux-bce")
        assert bank == noted == pytest.approx(rate.value - points)


@pytest.mark.parametrize(
    ("rule", "article", "day"),
    [
        ("cj_bilan_carbone", "CE n° 363921", "2013-02-15"),
        ("cj_isere", "CE n° 364950", "2013-03-25"),
        ("cj_val_oise", "CE n° 370789", "2013-10-29"),
        ("cj_belleville", "CE n° 373362", "2014-11-03"),
        ("cj_techno_logistique", "CE n° 405787", "2017-05-24"),
        ("cj_nantes", "CE n° 417580", "2018-05-25"),
        ("cj_methode_notation", "CE n° 427761", "2020-11-20"),
        ("cj_env_precis", "TA Grenoble n° 2510707", "2025-11-14"),
        ("cj_puteaux", "CE n° 296930", "2008-12-29"),
    ],
)
def test_a_judgment_that_chapters_cite_has_number_day_and_source(
    rule: str, article: str, day: str
) -> None:
    entry = law.entry(rule)
    assert entry.articles[0].replace("\u00a0", " ") == article
    assert {value.valid_from for value in entry.values} == {date.fromisoformat(day)}
    assert entry.confidence == "high"
    assert any(source.url for source in entry.sources)


def test_an_article_of_a_ccag_says_which_ccag() -> None:
    """« CCAG 16.1 » is no address: six CCAG number it otherwise."""
    for entry in RULES:
        assert [article for article in entry.articles if article.startswith("CCAG ")] == []


def test_a_rule_of_one_source_says_that_it_must_be_checked() -> None:
    assert law.cite("reserve_ess", TODAY, "duree").to_check
    assert not law.cite("marche_ecrit", TODAY).to_check
    assert not law.cite("dispense_fs", TODAY).to_check


def test_a_watched_change_raises_an_alert_from_its_day_on() -> None:
    registry = law.registry()
    assert registry.alerts("dispense_travaux", date(2026, 12, 31)) == ()
    alerts = registry.alerts("dispense_travaux", date(2027, 1, 1))
    assert [point.id for point in alerts] == ["nv_loi_2026_403_art13"]


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("dispense", "dispense_fs"),
        ("DISPENSÉ", "dispense_fs"),
        ("r2122-8", "dispense_travaux"),
        ("l’avance", "avance_taux"),
        ("moratoires semestre", "interets_moratoires_taux"),
        ("nantes", "cj_nantes"),
        ("avances", "avance_taux"),
        ("417580", "cj_nantes"),
    ],
)
def test_a_search_ignores_case_accents_and_apostrophes(words: str, rule: str) -> None:
    assert rule in [entry.id for entry in law.registry().search(words)]


def test_a_search_without_a_word_finds_nothing() -> None:
    assert law.registry().search("  ") == []
    assert law.registry().search("xyzzy") == []


def test_another_registry_serves_inside_its_block_only(tmp_path: Path) -> None:
    folder = copied_registry(tmp_path / "data")
    change_value(folder, "dispense_fs", "60000", "61000")
    with law.using(folder):
        assert law.value("dispense_fs", on=TODAY) == 61000
    assert law.value("dispense_fs", on=TODAY) == 60000


def test_a_value_without_start_holds_from_the_day_a_source_shows_it(tmp_path: Path) -> None:
    def change(files: Any) -> None:
        files["rules"]["entries"][0]["values"] = [
            {
                "name": "seuil",
                "value": 5,
                "unit": "EUR",
                "valid_from": None,
                "valid_to": None,
                "attested_from": "2025-06-01",
            }
        ]

    registry = load(small_registry(tmp_path, change))
    assert registry.value("regle_essai", on=date(2025, 6, 1)) == 5
    with pytest.raises(NotInForce, match="attestée depuis le 1er\u00a0juin 2025"):
        registry.value("regle_essai", on=date(2025, 5, 31))


def test_the_words_of_a_label_come_first() -> None:
    assert law.registry().search("avance")[0].id.startswith("avance")


def test_an_id_is_read_in_any_case() -> None:
    assert law.entry(" DISPENSE_FS ").id == "dispense_fs"


@pytest.mark.parametrize("on", ["2026-01-01", datetime(2026, 1, 1, tzinfo=UTC), 2026])
def test_what_is_no_day_is_refused_in_french(on: Any) -> None:
    with pytest.raises(LegalError, match="n’est pas un jour"):
        law.value("dispense_fs", on=on)


def test_one_rule_read_again_does_not_move_the_state_of_law(tmp_path: Path) -> None:
    folder = copied_registry(tmp_path / "data")
    change_value(folder, "decp", "last_checked: '2026-12-02'", "last_checked: '2027-01-05'")
    registry = load(folder)
    assert registry.state_of_law == date(2026, 11, 24)
    assert registry.last_check == date(2027, 1, 5)


def test_reading_a_rule_again_does_not_erase_its_past(tmp_path: Path) -> None:
    folder = copied_registry(tmp_path / "data")
    change_value(
        folder, "insertion_heures", "last_checked: '2026-11-24'", "last_checked: '2027-02-01'"
    )
    on = date(2026, 12, 1)
    assert load(folder).value("insertion_heures", on=on, scope="cout-horaire") == 30


def test_no_rule_says_to_have_been_read_in_the_future() -> None:
    assert law.registry().last_check <= datetime.now(UTC).date() + timedelta(1)


def test_the_values_of_a_rule_leave_no_gap_between_them() -> None:
    for rule in RULES:
        for value in rule.values:
            starts = [v.first_day for v in rule.values if v.scope == value.scope]
            later = [day for day in starts if value.valid_to and day > value.valid_to]
            if later and value.valid_to:
                assert min(later) == value.valid_to + timedelta(1), f"{rule.id} {value.scope}"
