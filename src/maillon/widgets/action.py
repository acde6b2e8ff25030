"""What a person does on the page is one action: what follows it runs once, at its end.

An action may move several controls, each of which may be followed by several things to show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

#: What waits for the end of the action that runs now, in order. A thread has actions of its own:
#: what a search on the internet brings does not meddle with what the person does meanwhile.
_WAITING: ContextVar[dict[object, Callable[[], None]] | None] = ContextVar("waiting", default=None)


@contextmanager
def batch() -> Iterator[None]:
    """Let what `later` calls wait for the end of an action; each is called once.

    What these call in turn waits for its own turn, at the end. All are called even when one fails;
    the first failure is raised then.
    """
    if _WAITING.get() is not None:
        yield
        return
    waiting: dict[object, Callable[[], None]] = {}
    token = _WAITING.set(waiting)
    failures = []
    try:
        yield
        while waiting:
            react = waiting.pop(next(iter(waiting)))
            try:
                react()
            except Exception as error:
                failures.append(error)
    finally:
        _WAITING.reset(token)
    if failures:
        raise failures[0]


def later(react: Callable[[], None], key: object = None) -> None:
    """Call `react` at the end of the action that runs now; at once when none does.

    Of those of one `key` (`react` itself by default), the last given is called, once.
    """
    with batch():
        waiting = _WAITING.get()
        assert waiting is not None
        place = react if key is None else key
        waiting.pop(place, None)
        waiting[place] = react
