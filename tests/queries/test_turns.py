"""One run at a time has the turn; who waits for an answer stands aside; nothing waits in a circle."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from queries import turns

SOON = 20.0  # s: a ceiling, for what would otherwise hang


def started(act: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=act, daemon=True)
    thread.start()
    return thread


def until(holds: Callable[[], bool]) -> None:
    waited = threading.Event()
    for _ in range(2_000):
        if holds():
            return
        waited.wait(0.01)
    raise AssertionError("it did not come about")


def test_one_has_the_turn_at_a_time() -> None:
    inside, most = 0, 0

    def run() -> None:
        nonlocal inside, most
        for _ in range(50):
            with turns.taken():
                inside += 1
                most = max(most, inside)
                threading.Event().wait(0.0005)
                inside -= 1

    threads = [started(run) for _ in range(6)]
    for thread in threads:
        thread.join(SOON)
    assert most == 1
    assert not turns.waited_for()


def test_first_come_first_served() -> None:
    served: list[int] = []
    threads = []
    with turns.taken():
        for number in range(5):

            def run(number: int = number) -> None:
                with turns.taken():
                    served.append(number)

            before = len(turns._waiting)
            threads.append(started(run))
            until(lambda before=before: len(turns._waiting) > before)  # type: ignore[misc]
    for thread in threads:
        thread.join(SOON)
    assert served == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("stop", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_turn_is_given_back_however_it_ends(stop: type[BaseException]) -> None:
    with pytest.raises(stop), turns.taken(), turns.taken():
        raise stop
    assert not turns.held()
    with pytest.raises(stop), turns.taken(), turns.aside():
        raise stop
    assert not turns.held()
    assert not turns.waited_for()


def test_who_stands_aside_lets_others_in() -> None:
    asked, served = threading.Event(), threading.Event()

    def waits() -> None:
        with turns.taken():
            asked.set()
            with turns.aside():
                assert served.wait(SOON)

    def serves() -> None:
        assert asked.wait(SOON)
        with turns.taken():
            served.set()

    threads = [started(waits), started(serves)]
    for thread in threads:
        thread.join(SOON)
        assert not thread.is_alive()


def test_an_answer_is_computed_once_and_nobody_waits_in_a_circle() -> None:
    """The one who computes takes turns while others, in their turn, ask for the same."""
    computed: list[int] = []

    @turns.once_each(100, lambda _: 1, lambda number: number)
    def answer(number: int) -> int:
        computed.append(number)
        threading.Event().wait(0.005)
        with turns.taken():
            return number * number

    def run(seed: int) -> list[int]:
        with turns.taken():
            return [answer((number + seed) % 10) for number in range(10)]

    with ThreadPoolExecutor(12) as pool:
        for seed, found in enumerate(pool.map(run, range(12), timeout=SOON)):
            assert found == [((number + seed) % 10) ** 2 for number in range(10)]
    assert sorted(computed) == list(range(10))
    assert not turns.waited_for()


def test_a_failure_is_told_to_whoever_asks_and_not_kept() -> None:
    tries: list[int] = []

    @turns.once_each(100, lambda _: 1, lambda: "it")
    def answer() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise ValueError("not yet")
        return "now"

    with turns.taken():
        with pytest.raises(ValueError, match="not yet"):
            answer()
        assert answer() == answer() == "now"
    assert len(tries) == 2
    assert not turns.waited_for()


def test_answers_are_kept_within_their_bytes() -> None:
    @turns.once_each(1_000, len, lambda number: number)
    def answer(number: int) -> bytes:
        return bytes(number)

    for number in range(0, 2_000, 100):
        assert len(answer(number)) == number  # one larger than the bound is answered, and not kept
        assert answer.cache.currsize <= 1_000  # type: ignore[attr-defined]
