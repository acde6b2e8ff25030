"""The labelled clauses of the tests: those that taught the checks, and those that never did.

A file of `sets` is named by the kind of documents that its clauses come from, then by what tells
it apart: `dossier-` (rules, criteria, technical and contract clauses together), `execution-`
(duties of the contract alone), `exigences-` (what is asked of bids alone). A file of `blind` is
written and labelled by somebody who has not seen the checks, after these are frozen; once one of
its clauses has been looked at to correct a check, it moves to `sets`.
"""

from pathlib import Path

from maillon.clauses.evaluation import read_corpus

_FOLDER = Path(__file__).parents[1] / "clauses"
SETS = sorted((_FOLDER / "sets").glob("*.yaml"))
BLIND = sorted((_FOLDER / "blind").glob("*.yaml"))
KINDS = {
    "dossier": {"RC", "CCTP", "CCAP", "AE"},
    "execution": {"CCTP", "CCAP", "AE"},
    "exigences": {"RC", "CCTP"},
}

read_set = read_corpus
