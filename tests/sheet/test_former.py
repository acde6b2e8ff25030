"""Exercises handed out before December 2026 still open: what they import is found."""

from __future__ import annotations

import subprocess
import sys

import pytest

import maillon.sheet
from maillon.topics.contracts import states as contract_states
from maillon.topics.disruption import states as disruption_states
from maillon.topics.firm_pool import states as pool_states
from maillon.topics.first_steps import states as meal_states
from maillon.topics.insertion import states as insertion_states
from maillon.topics.loops import states as loop_states
from maillon.topics.procedure import states as law_states

FORMER = {
    "maillon.sheet.states.meals": meal_states.meals,
    "maillon.sheet.states.meals_checks": meal_states.meals_checks,
    "maillon.sheet.states.canteen_cut": loop_states.canteen_cut,
    "maillon.sheet.pool_states.told": pool_states.told,
    "maillon.sheet.pool_states.policy_checks": pool_states.policy_checks,
    "maillon.sheet.shock_states.told": disruption_states.told,
    "maillon.sheet.shock_states.measures_checks": disruption_states.measures_checks,
    "maillon.sheet.contract_states.told": contract_states.told,
    "maillon.sheet.contract_states.reading_checks": contract_states.reading_checks,
    "maillon.sheet.insertion_states.told": insertion_states.told,
    "maillon.sheet.insertion_states.clause_checks": insertion_states.clause_checks,
    "maillon.sheet.law_states.falling_threshold": law_states.falling_threshold,
}


@pytest.mark.parametrize("address", FORMER)
def test_a_former_address_leads_to_its_topic(address: str) -> None:
    assert eval(address, {"maillon": maillon}) is FORMER[address]


def test_every_way_of_importing_them_works_and_a_wrong_name_is_refused() -> None:
    code = (
        "import maillon.sheet.contract_states; from maillon.sheet import law_states, pool_states; "
        "print(callable(law_states.falling_threshold), hasattr(pool_states, 'absent'))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["True", "False"]
