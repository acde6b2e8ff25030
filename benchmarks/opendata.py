"""Time the profile of a national file beside plain pandas, on the same file and in the same run.

`python benchmarks/opendata.py` generates a tabular file (contract × holder × version, 31 columns,
1.5 million rows, seeded) as CSV and as Parquet, then runs each side in a process of its own and
prints its seconds and its peak memory.  Ours gives the whole profile and what every cleaning rule
touched.  Pandas does the main part of it as a person writes it first: current versions, duplicates,
empty cells, coded characters, dates and amounts that cannot be read, totals, shares, places,
modifications, concentrations; not the variants, the SIRET checks, nor the figures before
de-duplication.  It reads no Parquet without another library: both ratios are with pandas on the
CSV.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

Figures = dict[str, Any]
ROWS = 1_500_000
HEAD = ("file", "size", "side", "time", "peak")
FORM = "{:<9}{:>9}  {:<8}{:>9}{:>10}"
#: Figures on which both sides must agree.
AGREED = (
    *("contrats", "montant_total", "montant_median", "env_nb", "soc_nb", "une_seule_offre"),
    *("avec_modifications", "acheteurs", "titulaires_siren", "multi_titulaires"),
)
OBJECTS = (
    "Réhabilitation énergétique du groupe scolaire, lot ",
    "Fourniture de denrées alimentaires et&#8217;services, lot ",
    "Maîtrise d'œuvre pour l'aménagement de la place centrale et de ses abords, lot ",
)
EMPTY = ("", "CDL", "MQ", "NC", "NaN", "null")
PROCEDURES = ("Procédure adaptée", "Appel d'offres ouvert", "Appel d offres ouvert", "MAPA")
SOCIAL = ("Sans objet", "Clause sociale", "Critère social, Clause sociale", None)
GREEN = ("Sans objet", "Clause environnementale", "Critère environnemental", None)


def generate(rows: int, seed: int) -> pl.DataFrame:
    """Return about `rows` rows of the tabular form, drawn from `seed`."""
    draw = np.random.default_rng(seed)
    contracts = max(rows * 100 // 168, 1)  # 1.2 versions and 1.4 holders a contract
    versions = draw.choice([1, 2, 3], contracts, p=[0.85, 0.1, 0.05])
    holders = draw.choice([1, 2, 4], contracts, p=[0.8, 0.1, 0.1])
    contract = np.repeat(np.arange(contracts), versions * holders)
    first = np.repeat(np.cumsum(versions * holders) - versions * holders, versions * holders)
    place = np.arange(len(contract)) - first
    version, holder = place // holders[contract], place % holders[contract]

    def siret(numbers: np.ndarray) -> pl.Expr:
        return pl.lit(pl.Series(numbers)).cast(pl.String).str.zfill(9) + "00012"

    def one_of(words: Sequence[str | None], shares: Sequence[float] | None = None) -> pl.Expr:
        drawn = draw.choice(len(words), contracts, p=shares)[contract]
        return pl.lit(pl.Series(words).gather(pl.Series(drawn)))

    buyer = draw.integers(200_000_000, 200_020_000, contracts)[contract]
    firm = 300_000_000 + (draw.integers(0, 200_000, contracts)[contract] + 7919 * holder)
    euros = np.round(np.exp(draw.normal(11.5, 1.8, contracts)), 2)[contract] + 1000 * version
    day = draw.integers(0, 700, contracts)[contract]
    months = draw.integers(1, 60, contracts)[contract]
    cpv = draw.choice([45000000, 71000000, 15000000, 33600000, 50000000, 79000000], contracts)
    notified = pl.lit(pl.Series(day + 40 * version)).cast(pl.Int32) + 19_723
    columns = pl.select(
        id=pl.lit(pl.Series(contract)).cast(pl.String).str.zfill(10) + "M",
        nature=pl.lit("Marché"),
        acheteur_id=siret(buyer),
        acheteur_nom="COMMUNE N° " + pl.lit(pl.Series(buyer % 20_000)).cast(pl.String),
        titulaire_id=siret(firm),
        titulaire_typeIdentifiant=pl.lit("SIRET"),
        titulaire_nom="ENTREPRISE " + pl.lit(pl.Series(firm % 200_000)).cast(pl.String),
        objet=one_of(OBJECTS) + pl.lit(pl.Series(contract)).cast(pl.String),
        montant=pl.lit(pl.Series(euros)),
        codeCPV=pl.lit(pl.Series(cpv[contract])).cast(pl.String),
        procedure=one_of(PROCEDURES),
        techniques=one_of(["Accord-cadre", "Sans objet"]),
        dureeMois=pl.lit(pl.Series(months)),
        offresRecues=pl.lit(pl.Series(draw.integers(1, 9, contracts)[contract])),
        dateNotification=notified.cast(pl.Date),
        datePublicationDonnees=(notified + 20).cast(pl.Date),
        formePrix=one_of(["Unitaire", "Forfaitaire", "Mixte"]),
        typesPrix=one_of(["Définitif ferme", "Définitif révisable"]),
        attributionAvance=one_of(["true", "false"]),
        marcheInnovant=one_of(["true", "false"], [0.02, 0.98]),
        considerationsSociales=one_of(SOCIAL, [0.5, 0.1, 0.1, 0.3]),
        considerationsEnvironnementales=one_of(GREEN, [0.5, 0.1, 0.1, 0.3]),
        ccag=one_of(["Travaux", "Fournitures courantes et services", "Pas de CCAG"]),
        sousTraitanceDeclaree=one_of(["true", "false"]),
        lieuExecution_code=one_of(["59170", "62000", "02100", "75001", "13001", "20200"]),
        lieuExecution_typeCode=one_of(["Code postal", "Code postal", "code postal"]),
        titulaire_categorie=one_of(["PME", "ETI", "GE", None]),
        titulaire_region_code=one_of(["32", "11", "93", None]),
        modification_id=pl.lit(pl.Series(version)),
        donneesActuelles=pl.lit(pl.Series(version == versions[contract] - 1)),
    )
    return columns.select((pl.col("acheteur_id") + pl.col("id")).alias("uid"), pl.all())


def with_maillon(path: Path) -> Figures:
    """Return the record of the whole profile, after counting what every rule touched."""
    from maillon.opendata.profiling.profile import profile
    from maillon.opendata.profiling.record import profile_record
    from maillon.opendata.reading import read

    found = profile(read([path]))
    return profile_record(found) | {"touched": sum(count.touched for count in found.cleaning)}


def with_pandas(path: Path) -> Figures:
    """Return the same figures as pandas gives them, in the way a person writes it first."""
    import pandas as pd

    rows = pd.read_csv(path, dtype=str)
    rows["modified"] = rows.groupby("uid")["modification_id"].transform("nunique") > 1
    now = rows[rows["donneesActuelles"].str.lower() == "true"].copy()
    now["montant"] = pd.to_numeric(now["montant"], errors="coerce")
    now["publication"] = pd.to_datetime(now["datePublicationDonnees"], errors="coerce")
    contracts = now.drop_duplicates("uid").sort_values("publication")
    contracts = contracts.drop_duplicates(["acheteur_id", "id", "objet"], keep="last")
    kind = contracts["lieuExecution_typeCode"].str.lower()
    department = contracts["lieuExecution_code"].str[:2].where(kind == "code postal")
    amounts = contracts["montant"]
    names = contracts["procedure"].str.lower().str.replace("[^a-zéèà]", "", regex=True)
    env = contracts["considerationsEnvironnementales"].str.contains("Clause|Critère", na=False)
    social = contracts["considerationsSociales"].str.contains("Clause|Critère", na=False)
    shared = now.assign(
        share=1 / now.groupby("uid")["uid"].transform("size"),
        siren=now["titulaire_id"].str[:9],
        division=now["codeCPV"].str.replace(r"\D", "", regex=True).str[:2],
    )
    shared["amount"] = shared["montant"] * shared["share"]
    bought = shared.groupby(["division", "siren"])[["amount", "share"]].sum()
    shares = bought / bought.groupby("division").transform("sum")
    indices = (1e4 * shares**2).groupby("division").sum()
    return {
        "touched": _touched(contracts),
        "contrats": len(contracts),
        "montant_total": round(float(amounts.sum()), 2),
        "montant_median": round(float(amounts.median()), 2),
        "env_nb": int(env.sum()),
        "soc_nb": int(social.sum()),
        "une_seule_offre": int((contracts["offresRecues"].astype(int) == 1).sum()),
        "avec_modifications": int(contracts["modified"].sum()),
        "acheteurs": contracts["acheteur_id"].nunique(),
        "titulaires_siren": shared["siren"].nunique(),
        "multi_titulaires": int((shared.groupby("uid").size() > 1).sum()),
        "hhi": indices["amount"].round(1).to_dict(),
        "hhi_number": indices["share"].round(1).to_dict(),
        "departments": department.value_counts().to_dict(),
        "procedures": names.value_counts().to_dict(),
        "small": int((now["titulaire_categorie"] == "PME").groupby(now["uid"]).any().sum()),
    }


def _touched(contracts: Any) -> int:
    """Count what the main cleaning rules touch, as pandas does."""
    import pandas as pd

    texts = contracts.select_dtypes(include="str")
    touched = sum(int(texts[name].str.strip().isin(EMPTY).sum()) for name in texts)
    touched += int(contracts["objet"].str.contains(r"&\w+;|&#\d+;|\\n", na=False).sum())
    touched += int(((contracts["montant"] <= 0) | (contracts["montant"] > 3e9)).sum())
    touched += int(contracts["publication"].isna().sum())
    touched += int(pd.to_datetime(contracts["dateNotification"], errors="coerce").isna().sum())
    for name in ("dureeMois", "offresRecues"):
        touched += int((pd.to_numeric(contracts[name], errors="coerce") <= 0).sum())
    return touched


SIDES: dict[str, Callable[[Path], Figures]] = {
    "maillon": with_maillon,
    "pandas": with_pandas,
}


def measured(side: str, path: Path) -> tuple[Figures, float, float]:
    """Run one side in a process of its own; return its figures, seconds and peak mebibytes."""
    words = [sys.executable, __file__, "--side", side, "--file", str(path)]
    answer = subprocess.run(words, check=True, capture_output=True, text=True)
    figures = json.loads(answer.stdout)
    return figures, figures.pop("seconds"), figures.pop("peak")


def run(side: str, path: Path) -> None:
    """Print the figures of one side, with its own time and peak memory, imports included."""
    start = time.perf_counter()
    figures = SIDES[side](path)
    print(json.dumps(figures | {"seconds": time.perf_counter() - start, "peak": peak_mebibytes()}))


def peak_mebibytes() -> float:
    """Return the peak memory of this process (Linux): `ru_maxrss` would count its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def check(ours: Figures, theirs: Figures) -> None:
    """Stop when the two sides do not tell the same contracts.

    Raises:
        SystemExit: a figure differs.
    """
    pairs = {key: (ours[key], theirs[key]) for key in AGREED}
    divisions = ours["division_cpv"]
    pairs |= {
        f"the index of division {code}": (divisions[code]["hhi_montant"], index)
        for code, index in theirs["hhi"].items()
        if code in divisions
    }
    for key, (one, other) in pairs.items():
        if not math.isclose(one, other, rel_tol=1e-9, abs_tol=0.11 if "index" in key else 0.011):
            raise SystemExit(f"The two sides disagree on {key}: {one} and {other}.")


def main(words: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time the profile of a national file.")
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(words)
    if chosen.side:
        run(chosen.side, chosen.file)
        return
    with tempfile.TemporaryDirectory() as folder:
        rows = generate(chosen.rows, chosen.seed)
        csv, parquet = Path(folder, "national.csv"), Path(folder, "national.parquet")
        rows.write_csv(csv)
        rows.write_parquet(parquet)
        print(f"{rows.height} rows, {rows.width} columns")
        del rows
        print(FORM.format(*HEAD))
        theirs = shown("pandas", csv)
        for path in (csv, parquet):
            ours = shown("maillon", path)
            check(ours[0], theirs[0])
            ratios = f"{theirs[1] / ours[1]:.1f} in time, {theirs[2] / ours[2]:.1f} in memory"
            print(f"ratio, pandas / maillon: {ratios}")


def shown(side: str, path: Path) -> tuple[Figures, float, float]:
    """Print the line of one side, and return what it measured."""
    figures, seconds, peak = measured(side, path)
    size = f"{path.stat().st_size / 2**20:.0f} MiB"
    print(FORM.format(path.suffix[1:], size, side, f"{seconds:.2f} s", f"{peak:.0f} MiB"))
    return figures, seconds, peak


if __name__ == "__main__":
    main()
