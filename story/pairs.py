"""The report's figures set against other publications, pair by pair: what they come to, and how a table names them."""

from collections.abc import Iterable, Mapping
from typing import Any

from locales import text as t

Pairs = Iterable[Mapping[str, Any]]  # rows of context/set_against


def compared(pairs: Pairs, lang: str) -> str:
    """What all pairs come to, in a sentence."""
    kinds = [pair["kind"] for pair in pairs]
    if not kinds:
        return t("No other publication known here tells of the same figures.", lang)
    if "contradicts" in kinds:
        told = t(
            "{compared} comparisons: {same} find the same number, {rounded} the same once cut off or rounded, "
            "{compatible} are only consistent within bounds; {contradicts} contradict", lang,
        )  # fmt: skip
    else:
        told = t(
            "{compared} comparisons: {same} find the same number, {rounded} the same once cut off or rounded, "
            "{compatible} are only consistent within bounds; none contradicts", lang,
        )  # fmt: skip
    names = ("same", "rounded", "compatible", "contradicts")
    return told.format(compared=len(kinds), **{name: kinds.count(name) for name in names})


def summary(lang: str) -> str:
    """What is set beside what, and how their marks differ."""
    return t(
        "The report gives one point in time. Here other publications are set beside it: its marks in colour, theirs in "
        "grey; an estimate is hollow, what is derived here hollow and dashed.", lang,
    )  # fmt: skip


def columns(lang: str) -> dict[str, str]:
    """The columns of a table of pairs by their names in a row."""
    return {
        "title": t("Title", lang), "period": t("Period", lang), "ours": t("In the report", lang),
        "theirs": t("Elsewhere", lang), "verdict": t("Result", lang), "bounds": t("Holds between", lang),
        "width": t("Width", lang), "source": t("Source", lang), "later": t("When", lang),
    }  # fmt: skip


def cells(pair: Mapping[str, Any], lang: str) -> dict[str, str]:
    """A pair as a table tells it, by the same names; "" where there is nothing to tell."""
    told = dict(pair) | {"later": t("after the report", lang) if pair["later"] else ""}
    return {name: told[name] if isinstance(told[name], str) else "" for name in columns(lang)}


# on paper five columns are as many as can be read: some cells hold another's words beneath their own
BENEATH = {"title": "period", "ours": "", "theirs": "", "verdict": "bounds", "source": "later"}


def stacked(pair: Mapping[str, Any], lang: str) -> dict[str, tuple[str, str]]:
    """A pair in fewer columns: what each tells, and what it tells beneath that in small, or "" for nothing."""
    told = cells(pair, lang)
    return {name: (told[name], told.get(beneath, "")) for name, beneath in BENEATH.items()}


def heads(lang: str) -> list[str]:
    """What those columns are called."""
    return [columns(lang)[name] for name in BENEATH]


def meant(lang: str) -> str:
    """What "consistent" says, and what not."""
    return t(
        "Consistent means that nothing contradicts, inside the bounds named; the wider they are, the less it says. "
        "Nor is it independent proof: both sides may go back to one origin.", lang,
    )  # fmt: skip
