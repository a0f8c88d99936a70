"""Turns: of all runs of a page, one at a time has the interpreter to itself; who waits stands aside.

Threads that all run Python at once only take it from each other: two readers' pages finish together, late, instead of
one after the other, and each costs half as much again. So a run takes the turn (``taken``), first come, first
served, and gives it up (``aside``) for as long as it waits for DuckDB, a file, or another run's answer.
Only one order of waiting exists: whoever waits for an answer holds no turn, so nothing can wait in a circle.
"""

import threading
from collections import deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from cachetools import LRUCache, cached

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

_guard: Final = threading.Lock()
_waiting: Final[deque[threading.Lock]] = deque()
_busy = False
_mine: Final = threading.local()


def held() -> bool:
    """Whether this thread has the turn."""
    return getattr(_mine, "held", False)


def waited_for() -> bool:
    """Whether some thread has the turn, or waits for it."""
    return _busy


def _take() -> None:
    global _busy
    ticket = threading.Lock()
    with _guard:
        if _busy:
            ticket.acquire()
            _waiting.append(ticket)
        _busy = True
    ticket.acquire()  # free, or until the one before hands the turn over: nobody slips in between
    _mine.held = True


def _give() -> None:
    global _busy
    _mine.held = False
    with _guard:
        if _waiting:
            _waiting.popleft().release()
        else:
            _busy = False


@contextmanager
def taken() -> Iterator[None]:
    """Have the turn inside; given back however the inside ends. Inside another ``taken`` it does nothing."""
    if held():
        yield
        return
    _take()
    try:
        yield
    finally:
        _give()


@contextmanager
def aside() -> Iterator[None]:
    """Let others have the turn inside, and wait for it after; where it is not held, this does nothing."""
    if not held():
        yield
        return
    _give()
    try:
        yield
    finally:
        _take()


def once_each(
    size: int, sizeof: Callable[[Answer], int], key: Callable[Given, Hashable]
) -> Callable[[Callable[Given, Answer]], Callable[Given, Answer]]:
    """Keep a function's answers, ``size`` bytes of them by ``sizeof``, and compute each once however many ask.

    Who asks for what is being computed waits for it, aside. The function itself is called aside, too: where it is
    Python rather than waiting, it takes the turn.
    """

    def decorate(compute: Callable[Given, Answer]) -> Callable[Given, Answer]:
        store: LRUCache[Hashable, Answer] = LRUCache(size, getsizeof=sizeof)
        condition = threading.Condition()
        computed: Any = cached(store, key=key, condition=condition)(compute)

        @wraps(compute)
        def answer(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
            with condition:
                try:
                    return store[key(*args, **kwargs)]
                except KeyError:
                    pass
            with aside():
                found: Answer = computed(*args, **kwargs)
            return found

        answer.cache = store  # type: ignore[attr-defined]
        return answer

    return decorate
