"""`maillon decp profile|report|fetch|sample`: open data of public contracts on the command line."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from maillon.base.course import command_line
from maillon.base.text import fold
from maillon.base.wording import NBSP, count, listing, long_date, number
from maillon.opendata import sample
from maillon.opendata.cleaning.places import regions
from maillon.opendata.faults import Fault
from maillon.opendata.live.buyer import fetch_buyer
from maillon.opendata.live.download import fetch, fetch_listed, read_list, read_source
from maillon.opendata.live.sources import BUYER, Source, source, sources
from maillon.opendata.live.transfer import NothingLive
from maillon.opendata.profiling.profile import profile
from maillon.opendata.profiling.record import profile_record
from maillon.opendata.profiling.report import report_record, report_text
from maillon.opendata.profiling.told import profile_text
from maillon.opendata.reading import Dataset, read, skipped_notice

#: What is meant for a SIRET, right or wrong: no file of data is named by digits alone.
_DIGITS = re.compile(r"[0-9\s]*[0-9][0-9\s]*")


def main(options: argparse.Namespace) -> int:
    """Run `maillon decp …` and return its exit code.

    Raises:
        MaillonError: what was typed names nothing that can be read or downloaded.
    """
    uses = {"profile": show_profile, "report": show_report, "fetch": get, "sample": make_sample}
    try:
        print(uses[options.use](options))
    except NothingLive as error:
        raise error.proposing(
            f"essayez des données inventées : {_typed('profile --sample')}"
        ) from error
    return 0


def show_profile(options: argparse.Namespace) -> str:
    """Profile files, the contracts of a SIRET, or the fictional sample.

    Raises:
        MaillonError: nothing was named, or what was named cannot be read.
    """
    region = region_code(options.region)
    data, notice = _dataset(options)
    if options.json and data.skipped:  # the record has the keys of the reference, and no other
        print(skipped_notice(data.skipped), file=sys.stderr)
    buyer = "".join(options.buyer.split()) if options.buyer else None
    result = profile(data, region=region, buyer=buyer)
    return _json(profile_record(result)) if options.json else profile_text(result, notice)


def show_report(options: argparse.Namespace) -> str:
    """Say how files were read: forms, incidents, non-conforming contracts, cleaning, duplicates.

    Raises:
        MaillonError: nothing was named, or what was named cannot be read.
    """
    data, notice = _dataset(options)
    return _json(report_record(data)) if options.json else report_text(data, notice)


def get(options: argparse.Namespace) -> str:
    """Download a source, an address, the files of a list, or the contracts of a SIRET.

    Raises:
        MaillonError: what was typed names none of these, or the days of a list are missing.
    """
    wanted = options.source
    if wanted is None:
        return "\n".join(["Sources connues :", *map(_source_line, sources().values())])
    if _DIGITS.fullmatch(wanted):
        return _download_notice([fetch_buyer(wanted)], source(BUYER))
    if "://" not in wanted and wanted.endswith(".csv"):
        return _download_notice(fetch_listed(read_list(Path(wanted)), *_days(options)))
    found = sources().get(wanted)
    if found and found.kind == "page":
        return _download_notice(fetch_listed(read_source(found), *_days(options)), found)
    return _download_notice([fetch(wanted, options.checksum, again=options.again)], found)


def make_sample(options: argparse.Namespace) -> str:
    """Write the tabular form of the fictional sample again, or compare it with its contracts.

    Raises:
        MaillonError: the tabular form is not what the contracts make.
    """
    if options.check:
        sample.check()
        return f"{sample.MENTION} Son tableau est celui de ses marchés."
    return f"{sample.MENTION}\n  {sample.write()}"


def region_code(typed: str) -> str:
    """Return the code of a région that a person names by its code or by its name.

    >>> region_code("53"), region_code("bretagne"), region_code("ile de france")
    ('53', '53', '11')

    Raises:
        MaillonError: it is no région; the message lists them.
    """
    by_word = {_plain(name): code for code, name in regions().items()} | {c: c for c in regions()}
    if _plain(typed) not in by_word:
        known = listing([f"{code} {name}" for code, name in regions().items()])
        raise Fault.of("region-unknown", typed=typed, known=known)
    return by_word[_plain(typed)]


def _plain(name: str) -> str:
    """Return a name in small letters, without accents, hyphens nor apostrophes."""
    return " ".join(re.findall("[a-z0-9]+", fold(name)))


def _dataset(options: argparse.Namespace) -> tuple[Dataset, str]:
    """Read what the person named; return it with a line on where it comes from."""
    if options.sample:
        return read([sample.NATIVE]), sample.MENTION
    if not options.paths:
        raise Fault.of("nothing-named", command=_typed("profile --sample"))
    paths, notices = [], []
    for word in options.paths:
        siret = Path(word).name  # the command line makes whole paths of what it is given
        if _DIGITS.fullmatch(siret) and not Path(word).exists():
            paths.append(fetch_buyer(siret))
            notices.append(_credit(source(BUYER), paths[-1]))
        else:
            paths.append(Path(word))
    data = read(paths)
    if data.skipped:
        notices.append(skipped_notice(data.skipped))
    return data, " ".join(dict.fromkeys(notices))


def _days(options: argparse.Namespace) -> tuple[date, date]:
    """Return the days asked of a list.

    Raises:
        MaillonError: one is missing: a list may hold years of files.
    """
    if options.start is None or options.end is None:
        raise Fault.of("days-missing")
    return options.start, options.end


def _download_notice(paths: Sequence[Path], found: Source | None = None) -> str:
    """Say what was downloaded, where it is kept, how to credit it and what it cannot say."""
    size = sum(path.stat().st_size for path in paths)
    lines = [f"{count(len(paths), 'fichier')}, {number(size / 1e6, 1)}{NBSP}Mo :"]
    lines += [f"  {path}" for path in paths]
    if found:
        lines += [_credit(found, paths[-1]), f"Limites : {found.limits}"]
    else:
        lines.append("Licence et source : à lire sur la page d’où vient l’adresse.")
    name = f"{paths[0]}" if len(paths) == 1 else f"{paths[0].parent}"
    return "\n".join([*lines, f"Pour lire ces contrats : {_typed('profile')} {name}"])


def _typed(words: str) -> str:
    """Return what to type for a use of this command, in the words of the person."""
    return command_line(f"decp {words}")


def _credit(found: Source, path: Path) -> str:
    """Return the line that a reuse of a source must show, with the day of the download."""
    day = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone().date()
    return f"Source : {found.attribution}, {found.licence}, téléchargé le {long_date(day)}."


def _source_line(found: Source) -> str:
    size = f", environ {number(found.size_mb)}{NBSP}Mo" if found.size_mb else ""
    return f"  {found.id:<22}{found.label}{size}\n{'':<24}{found.licence}. {found.limits}"


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)
