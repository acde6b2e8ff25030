"""The profile: the reference reproduced exactly, facts of real files, and what never changes."""

from __future__ import annotations

import json
import math
import shutil
import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from decp_files import DECP, assert_is_reference, contract, zipped
from hypothesis import given
from hypothesis import strategies as st

from maillon.base.errors import MaillonError
from maillon.opendata.concentration import herfindahl as herfindahl_of
from maillon.opendata.faults import UnknownForm, UnreadableFile
from maillon.opendata.profiling.indicators import (
    Share,
    concentrations,
    herfindahl,
    modifications,
)
from maillon.opendata.profiling.profile import Profile, profile
from maillon.opendata.profiling.record import profile_record
from maillon.opendata.reading import NONE_READ, read

DEMATIS = DECP / "dematis-2024-07"


def write(path: Path, *contracts: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"marches": {"marche": contracts}}), encoding="utf-8")
    return path


def holders(*sirets: str) -> list[dict[str, Any]]:
    return [{"titulaire": {"typeIdentifiant": "SIRET", "id": siret}} for siret in sirets]


@pytest.fixture(scope="module")
def dematis() -> Profile:
    return profile(read([DEMATIS]))


def test_the_reference_is_reproduced_to_the_letter(dematis: Profile) -> None:
    assert_is_reference(profile_record(dematis))


def test_what_the_reference_does_not_say(dematis: Profile) -> None:
    (building,) = (each for each in dematis.divisions if each.code == "45")
    assert building.before.amount is not None
    assert building.after.amount is not None
    assert (round(building.before.amount), round(building.after.amount)) == (602, 262)
    assert dematis.single_offer.known == 833
    assert dematis.small_firms.share is None
    assert dematis.region.known == 803
    assert dematis.env.share == pytest.approx(93 / 833)


def test_a_third_of_modification_amounts_look_like_differences(
    tmp_path: Path, dematis: Profile
) -> None:
    """The study counts every row: each is made a contract of its own, by its identifier."""
    for path in DEMATIS.glob("*.json"):
        content = json.loads(path.read_text(encoding="utf-8"))
        for rank, each in enumerate(content["marches"]["marche"]):
            each["id"] = f"{path.stem[-5:]}{rank:04d}"
        (tmp_path / path.name).write_text(json.dumps(content), encoding="utf-8")
    every_row = profile(read([tmp_path])).modifications
    assert (every_row.amounts, every_row.below_half) == (185, 57)
    kept = dematis.modifications
    assert (kept.contracts, kept.amounts, kept.below_half) == (87, 176, 54)


def test_the_tabular_extract_says_nothing_of_considerations() -> None:
    found = profile(read([DECP / "tabulaire" / "decp_2024H2_travaux_cpv4521_filtered.csv"]))
    record = profile_record(found)
    assert (record["lignes_brutes"], record["contrats"], record["acheteurs"]) == (8957, 5618, 1342)
    assert round(record["montant_total"] / 1e9, 2) == 2.68
    silent = ("env_nb", "soc_part", "clause_env", "env_ou_soc", "avec_actes_st", "innovants")
    assert [record[key] for key in silent] == [None] * len(silent)
    assert record["hdf"]["contrats"] is None
    assert found.modifications.amounts == 0  # the amount in force is no initial amount
    assert found.region.holders.known == 5593


@pytest.mark.parametrize(
    ("path", "lines", "contracts"),
    [
        ("format-2019/decp_21590163800019_2019-01-01_2021-12-31.json", 159, 158),
        ("format-2019/data.gouv.fr_pes_json_2019-03-07.zip", 552, 550),
        ("format-2019/decp-2022-03-25.xml", 496, 496),
        ("brouillon-csv", 195, 191),
        ("pairs", 6, 6),
        ("decp-59920013600241-2024-07-09-01.json", 5, 5),
    ],
)
def test_every_form_has_a_profile(path: str, lines: int, contracts: int) -> None:
    found = profile(read([DECP / path]))
    assert found.lines == lines
    joined = 4 if path == "brouillon-csv" else 0  # rows that name one more holder of a contract
    assert found.contracts + found.duplicates.total + joined == lines
    assert sum(file.lines for file in found.files) == lines
    assert found.contracts == contracts
    json.dumps(profile_record(found))


def test_the_order_of_files_does_not_matter(dematis: Profile) -> None:
    backwards = profile(read(sorted(DEMATIS.glob("*.json"), reverse=True)))
    assert profile_record(backwards) == profile_record(dematis)


def test_a_copy_of_a_file_changes_nothing_but_the_counts(tmp_path: Path, dematis: Profile) -> None:
    shutil.copytree(DEMATIS, tmp_path / "a")
    shutil.copytree(DEMATIS, tmp_path / "b" / "c")
    record, once = profile_record(profile(read([tmp_path]))), profile_record(dematis)
    changed = {key for key in once if record[key] != once[key]}
    assert changed == {"regle", "lignes_brutes", "doublons", "concessions", "par_jour"}
    assert record["lignes_brutes"] == 1680
    assert record["doublons"] == 847
    assert record["regle"].startswith(f"18 fichiers {tmp_path.name}/**/*.json ; ")
    assert len(record["par_jour"]) == 18


def test_a_path_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", contract())
    dataset = read([path, tmp_path, str(tmp_path / "*.json")])
    assert dataset.files == "1 fichier a.json"
    assert profile(dataset).lines == 1


def test_one_file_that_cannot_be_read_stops_everything(tmp_path: Path) -> None:
    write(tmp_path / "a.json", contract())
    (tmp_path / "b.json").write_text('{"marches": {"marche": [', encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"b\.json") as fault:
        read([tmp_path])
    assert str(fault.value).endswith(NONE_READ)
    with pytest.raises(UnreadableFile, match=r"b\.json") as fault:
        read([tmp_path / "b.json"])
    assert NONE_READ not in str(fault.value)


def test_what_holds_no_contracts_is_skipped_in_a_folder_and_refused_when_named(
    tmp_path: Path,
) -> None:
    good = write(tmp_path / "a.json", contract())
    foreign = tmp_path / "communes.csv"
    foreign.write_text("nom;habitants\nBrévigny;9000\n", encoding="utf-8")
    found = read([tmp_path])
    assert [reading.name for reading in found.readings] == ["a.json"]
    assert [each.name for each in found.skipped] == ["communes.csv"]
    assert "communes.csv" in found.skipped[0].reason
    assert found.files == "1 fichier a.json"
    for named in ([good, foreign], [tmp_path, foreign], [tmp_path / "*.csv", good]):
        with pytest.raises(UnknownForm, match=r"communes\.csv") as fault:
            read(named)
        assert str(fault.value).endswith(NONE_READ)
    assert read([good]).skipped == ()


@pytest.mark.parametrize(
    ("files", "said"), [(1, "n’est pas reconnue"), (3, "Aucun des 3 fichiers")]
)
def test_a_folder_without_contracts_is_refused(tmp_path: Path, files: int, said: str) -> None:
    for rank in range(files):
        (tmp_path / f"n{rank}.csv").write_text("nom;habitants\nBrévigny;9000\n", encoding="utf-8")
    with pytest.raises(UnknownForm, match=said):
        read([tmp_path])


def test_a_parquet_damaged_inside_is_an_error_and_no_total(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    count = 20_000
    objects = [f"Achat n° {number * 7919 % count}" for number in range(count)]
    frame = pl.DataFrame({"uid": [str(number) for number in range(count)], "objet": objects})
    frame.with_columns(
        *(pl.lit("1").alias(name) for name in ("acheteur_id", "titulaire_id")), id="uid"
    ).write_parquet(path, compression="uncompressed")
    dataset = read([path])
    data = bytearray(path.read_bytes())
    middle = data.index(objects[count // 2].encode())
    data[middle : middle + 4000] = b"\xff" * 4000
    path.write_bytes(bytes(data))
    with pytest.raises(UnreadableFile, match=r"a\.parquet"):
        profile(dataset)


@pytest.mark.parametrize("name", ["absent.json", "*.json", "."])
def test_a_path_without_data_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(MaillonError, match="Aucun fichier"):
        read([tmp_path / name])


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder, number in (("lundi", "1"), ("mardi", "2")):
        write(tmp_path / folder / "decp.json", contract(id=number))
    found = profile(read([tmp_path]))
    assert [file.name for file in found.files] == ["lundi/decp.json", "mardi/decp.json"]
    assert found.contracts == 2


def test_co_holders_share_equally_and_unknown_amounts_are_left_out(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.json",
        contract(id="1", montant=300, titulaires=holders("81809944200019", "82747808200023")),
        contract(id="2", montant=100, titulaires=holders("81809944200027")),
        contract(id="3", montant=0, titulaires=holders("32785156400036")),
    )
    found = profile(read([path]))
    (food,) = found.divisions
    assert (found.amount_known, found.amount_total, found.amount_median) == (2, 400.0, 200.0)
    assert food.after.amount == pytest.approx(herfindahl_of([250, 150, 0]))
    assert food.after.number == pytest.approx(herfindahl_of([1.5, 0.5, 1]))
    assert (food.after.holders, food.after.contracts, found.co_held) == (3, 3, 1)


def test_another_region_may_be_asked(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.json",
        contract(id="1", lieuExecution={"code": "35000", "typeCode": "Code postal"}),
        contract(id="2"),
    )
    bretagne = profile(read([path]), region="53").region
    assert (bretagne.contracts, bretagne.known, dict(bretagne.departments)) == (1, 2, {"35": 1})


def test_nothing_known_is_null_and_never_zero() -> None:
    nothing = Share(yes=0, known=0, unknown=4)
    assert (nothing.share, nothing.amount_share, nothing.count) == (None, None, None)
    assert Share(yes=0, known=4, unknown=0).count == 0


def test_a_file_of_concessions_only_has_a_profile(tmp_path: Path) -> None:
    record = profile_record(profile(read([write(tmp_path / "a.json")])))
    assert (record["contrats"], record["montant_median"]) == (0, None)
    assert record["division_cpv"] == {}


@given(st.lists(st.floats(0.01, 1e9), min_size=1, max_size=30))
def test_both_indices_agree(amounts: list[float]) -> None:
    ours = pl.DataFrame({"a": amounts}).select(herfindahl(pl.col("a"))).item()
    assert math.isclose(ours, herfindahl_of(amounts), rel_tol=1e-9)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["15", "45", None]),
            st.one_of(st.none(), st.floats(1, 1e6)),
            st.lists(st.sampled_from(["a", "b", "c", None]), max_size=3),
        ),
        max_size=10,
    )
)
def test_concentrations_are_those_of_the_model(rows: list[Any]) -> None:
    contracts = pl.DataFrame(
        [(rank, division, amount) for rank, (division, amount, _) in enumerate(rows)],
        schema={"contrat": pl.Int64, "division": pl.String, "montant": pl.Float64},
        orient="row",
    )
    held = pl.DataFrame(
        [(rank, name) for rank, (_, _, names) in enumerate(rows) for name in names],
        schema={"contrat": pl.Int64, "titulaire": pl.String},
        orient="row",
    )
    for division, found in concentrations(contracts, held).items():
        amounts: dict[str, float] = {}
        for of, amount, names in rows:
            for name in names if of == division else ():
                if name is not None:
                    amounts[name] = amounts.get(name, 0) + (amount or 0) / len(names)
        assert found.holders == len(amounts)
        if found.amount is None:
            assert not any(amounts.values())
        else:
            assert math.isclose(found.amount, herfindahl_of(amounts.values()), rel_tol=1e-9)


def test_a_holder_listed_twice_or_unknown_makes_no_co_holder(tmp_path: Path) -> None:
    one, other = "81809944200019", "82747808200023"
    path = write(
        tmp_path / "a.json",
        contract(id="1", montant=100, titulaires=holders(one, one)),
        contract(id="2", montant=100, titulaires=holders(one, "CDL")),
        contract(id="3", montant=90, titulaires=holders(one, one, other)),
        contract(id="4", montant=100, titulaires=holders("CDL", "MQ")),
    )
    found = profile(read([path]))
    assert found.co_held == 1
    (food,) = found.divisions
    assert food.after.number == pytest.approx(herfindahl_of([1 + 0.5 + 0.5, 0.5]))


def test_no_known_amount_is_null(tmp_path: Path) -> None:
    silent = [contract(id=str(rank), montant=None) for rank in range(15)]
    record = profile_record(profile(read([write(tmp_path / "a.json", *silent)])))
    money = ("montant_total", "montant_median", "montant_1_euro", "sous_25k", "sous_40k")
    assert [record[key] for key in money] == [None] * 5
    assert (record["hdf"]["montant"], record["division_cpv"]["15"]["montant"]) == (None, None)
    assert (record["contrats"], record["hdf"]["contrats"]) == (15, 15)


def test_shares_have_four_decimals(tmp_path: Path) -> None:
    said = [contract(id=str(rank)) for rank in range(1)]
    unsaid = {"considerationEnvironnementale": ["Pas de considération environnementale"]}
    others = [contract(id=f"n{rank}", considerationsEnvironnementales=unsaid) for rank in range(6)]
    record = profile_record(profile(read([write(tmp_path / "a.json", *said, *others)])))
    assert (record["env_part"], record["soc_part"]) == (0.1429, 1.0)
    assert record["env_part_montant"] == 0.1429


@pytest.mark.parametrize(("amount", "below"), [(49.99, 1), (50, 0), (150, 0)])
def test_amounts_of_modifications_at_their_bounds(amount: float, below: int) -> None:
    contracts = pl.DataFrame({"contrat": [0], "montant": [100.0], "initial": [True]})
    changes = pl.DataFrame({"contrat": [0], "montant": [amount]})
    found = modifications(contracts, changes, known=True)
    assert found.below_half == below


TABULAR = (
    "uid,id,acheteur_id,titulaire_id,titulaire_categorie,titulaire_departement_code,"
    "titulaire_region_code,montant\n"
)


def test_one_small_firm_is_enough_and_the_region_said_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        TABULAR + "1,1,9,a,ETI,59,,5\n1,1,9,b,PME,,11,5\n"  # mixed; one in the région
        "2,2,9,c,ETI,59,11,5\n"  # the région said, not that of the département
        "3,3,9,d,GE,59,32,5\n"
        "4,4,9,e,,,,5\n",
        encoding="utf-8",
    )
    found = profile(read([path]))
    assert (found.small_firms.yes, found.small_firms.known) == (1, 3)
    local = found.region.holders
    assert (local.yes, local.known, local.unknown) == (2, 3, 1)


def zipped_table(path: Path, *lines: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    text = "uid,id,acheteur_id,titulaire_id,montant,modification_id,datePublicationDonnees\n"
    path.write_bytes(zipped({"decp.csv": text + "".join(f"{line}\n" for line in lines)}))
    return path


def test_tables_of_one_name_in_two_archives_are_counted_whole(tmp_path: Path) -> None:
    zipped_table(tmp_path / "1" / "a.zip", "D,D,9,x,100,0,2024-07-01", "A,A,9,x,50,0,2024-07-01")
    zipped_table(tmp_path / "2" / "b.zip", "X,X,9,x,7000,0,2024-07-02", "D,D,9,x,100,0,2024-07-09")
    found = profile(read([tmp_path]))
    assert (found.contracts, found.amount_total, found.duplicates.total) == (3, 7150.0, 1)
    assert [(file.name, file.lines) for file in found.files] == [
        ("a.zip/decp.csv", 2),
        ("b.zip/decp.csv", 2),
    ]


def test_a_table_in_an_archive_gives_amounts_in_force_as_alone(tmp_path: Path) -> None:
    """Beside a file of another form: its amounts are no initial amounts either."""
    lines = ("D,D,9,x,100,0,2024-07-01", "D,D,9,x,900,1,2024-07-02")
    path = zipped_table(tmp_path / "1" / "a.zip", *lines)
    with zipfile.ZipFile(path, "a") as archive:
        document = {"marches": {"marche": [contract(modifications=[])]}}
        archive.writestr("m.json", json.dumps(document))
    found = profile(read([path]))
    assert found.modifications.count == 1
    assert found.modifications.amounts == 0
