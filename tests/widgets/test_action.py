"""What follows an action runs once at its end, in the thread of that action."""

from __future__ import annotations

from threading import Thread

import pytest

from maillon.widgets.action import batch, later


def test_what_follows_runs_once_at_the_end_in_order() -> None:
    ran: list[str] = []
    with batch():
        later(lambda: ran.append("first picture"), "picture")
        later(lambda: ran.append("words"))
        later(lambda: ran.append("last picture"), "picture")
        assert not ran
    assert ran == ["words", "last picture"]


def test_outside_an_action_it_runs_at_once() -> None:
    ran: list[int] = []
    later(lambda: ran.append(1))
    assert ran == [1]


def test_all_that_follows_runs_even_when_something_fails() -> None:
    ran: list[int] = []

    def fail() -> None:
        raise ValueError("first")

    def act() -> None:
        with batch():
            later(fail)
            later(lambda: ran.append(1))

    with pytest.raises(ValueError, match="first"):
        act()
    assert ran == [1]
    later(lambda: ran.append(2))
    assert ran == [1, 2], "the action is over"


def test_a_search_aside_has_actions_of_its_own() -> None:
    ran: list[int] = []
    with batch():
        search = Thread(target=later, args=(lambda: ran.append(1),))
        search.start()
        search.join()
        assert ran == [1], "it does not wait for what the person does meanwhile"
        later(lambda: ran.append(2))
        assert ran == [1]
    assert ran == [1, 2]
