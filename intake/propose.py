"""A text → what is proposed for every number in it: a figure with all that a record needs, or a ledger row."""

import re
from dataclasses import dataclass, replace
from typing import Any, Final

from intake import metrics
from intake.classify import quoted, reason
from intake.context import (
    Period,
    Section,
    Setting,
    comparison_of,
    edition,
    period_for,
    sections,
    setting,
    status_of,
    subject_of,
    times,
)
from intake.document import Passage, Unreadable, passages, two_reports
from intake.numbers import Numeral, negated, numerals

Proposal = dict[str, Any]
NEAR: Final = 1000  # characters within which a number at a sentence's start takes up another
FIELDS: Final = (
    "char_start", "char_end", "printed", "class", "reason", "value", "lower", "upper", "unit", "qualifier",
    "period_start", "period_end", "status", "comparison", "subject", "metrics",
)  # fmt: skip
_FELL: Final = re.compile(
    "(?:少增|下降|减少|回落|降低|下跌|下滑|减|降|缩小|收窄|放缓|负增长|减亏|低于全[国省市]|低于上[年月])(?:了|幅度?为|幅达|幅|约|达|近|为|全国|上年同期)?$"
)
_FALLING_RATE: Final = re.compile("降幅(?:为|达|约)?$")
_ROSE: Final = re.compile(
    "(?:增长|上涨|提升|提高|加快|扩大|增加|上升|增|涨|增速|增幅|涨幅|升幅|增长率|改善|递增|回升|攀升)(?:了|为|达到|达|约|均|保持在|均为|高达)?$"
)
_TO: Final = re.compile("(?:降|升|增|提高|提升|下降|增加|增长|扩大|上升)(?:至|到)$")
_LIST: Final = re.compile(" ?(?:、|和|及|与|，|,|以及) ?$")


@dataclass
class _Place:
    """A figure on its way: its numeral, the words that are its own, and what it shares with its neighbours."""

    numeral: Numeral
    phrase: str = ""
    kind: str = ""
    fell: bool = False
    listed: bool = False
    said: str = ""  # the words before the first of its list


def propose(text: str, name: str = "") -> list[Proposal]:
    """Every number of the text, in order. Raises Unreadable for a text without numbers or with two reports."""
    found = passages(text)
    if second := two_reports(found):
        place, title = second
        raise Unreadable(
            f"two reports in one file: “{title}” begins at character {place}; cut the file there", "two", title
        )
    about = setting(found, name)
    proposals: list[Proposal] = []
    for passage, section in zip(found, sections(found, about), strict=True):
        here = list(numerals(passage.text))
        proposals += _of_passage(text, passage, here, about, section)
    if not proposals:
        raise Unreadable("no number in the text; is it the report, and all of it?", "no_number")
    _repeats(proposals)
    return [{field: row[field] for field in FIELDS} for row in proposals]


def _of_passage(text: str, passage: Passage, here: list[Numeral], about: Setting, section: Section) -> list[Proposal]:
    quotes = quoted(passage.text)
    reasons = [reason(numeral, passage, quotes) for numeral in here]
    here = _lent(passage, here, reasons)
    told = times(passage, here, about, section)
    places = _phrases(passage, here, reasons)
    found = []
    for number, (numeral, why) in enumerate(zip(here, reasons, strict=True)):
        first, last = passage.at[numeral.start], passage.at[numeral.end - 1] + 1
        row: Proposal = dict.fromkeys(FIELDS)
        row |= {"_kind": passage.kind, "_own": places[number].phrase, "_sure": False}
        row |= {
            "char_start": first,
            "char_end": last,
            "printed": text[first:last],
            "class": "ledger" if why else "figure",
        }
        row |= {"reason": why or None, "metrics": []}
        if not why or why in ("repeat", "threshold", "not_entered"):
            row |= _record(passage, places[number], told, about, section)
        found.append(row)
    return found


def _lent(passage: Passage, here: list[Numeral], reasons: list[str]) -> list[Numeral]:
    """Units that stand once: after the last of a list (5.8和3.8个百分点), in a table's head, before a place (排名41)."""
    lent = list(here)
    for number in range(len(here) - 1, -1, -1):
        numeral = here[number]
        if reasons[number] or numeral.kind != "number":
            continue
        after = lent[number + 1].unit if number + 1 < len(here) else ""
        if numeral.unit == "个" and after == "百分点" and "." in numeral.body:
            lent[number] = replace(numeral, unit=after)  # 2.9个、3.1个百分点
            continue
        if numeral.unit:
            continue
        unit = ""
        if passage.kind == "cell":
            unit = passage.unit
        elif number + 1 < len(here) and _LIST.fullmatch(passage.text[numeral.end : here[number + 1].start]):
            unit = lent[number + 1].unit
        elif re.search("(?:排名|位[居列次]|排|居|列)(?:第|全国|全省)?$", passage.text[: numeral.start]) or re.match(
            "强", passage.text[numeral.end :]
        ):
            unit = "位"
        elif passage.text.startswith("大", numeral.end):
            lent[number] = replace(numeral, unit="个", end=numeral.end + 1)
            continue
        lent[number] = replace(numeral, unit=unit)
    return lent


# --- the words that are a figure's own ----------------------------------------------------------------


def _phrases(passage: Passage, here: list[Numeral], reasons: list[str]) -> list[_Place]:
    text = passage.text
    places: list[_Place] = []
    last_end, last_figure = 0, None
    for numeral, why in zip(here, reasons, strict=True):
        place = _Place(numeral)
        if why and why not in ("repeat", "threshold"):
            places.append(place)
            continue
        begin = max(last_end, _sentence(text, numeral.start))
        between = text[begin : numeral.start]
        place.listed = (
            last_figure is not None and last_end > 0 and bool(_LIST.fullmatch(text[last_end : numeral.start]))
        )
        if place.listed and last_figure is not None:
            place.phrase, place.fell, place.kind = last_figure.phrase, last_figure.fell, last_figure.kind
            place.said = last_figure.said
            if last_figure.numeral.unit != numeral.unit:
                place.kind = ""
        else:
            place.phrase = between
            if (
                last_figure is not None
                and begin == last_end
                and metrics.bare(re.split("[，；]", between)[-1] or between)
            ) or (
                metrics.bare(re.sub("总[量数额规模]+|其中", "", between))
                and last_figure is not None
                and begin == last_end
            ):
                place.phrase = last_figure.phrase + between
            elif metrics.bare(re.sub("总[量数额规模]+|其中", "", between)) and begin > 1:
                place.phrase = text[_sentence(text, begin - 1) : begin] + between  # 经营主体提质。总量达…
            place.said = between
            verb = between.rstrip()
            place.fell = bool((_FELL.search(verb) or _FALLING_RATE.search(verb)) and not _TO.search(verb))
        if passage.kind == "cell":
            place.phrase = f"{passage.label} {passage.head}"
        place.kind = place.kind or _kind(passage, place, text)
        places.append(place)
        if why != "threshold":  # which stands within the words of another
            last_end, last_figure = numeral.end, place
    _respectively(passage, places)
    return places


def _sentence(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) for mark in "。！？\n") + 1


def _kind(passage: Passage, place: _Place, text: str) -> str:
    numeral = place.numeral
    unit, before = numeral.unit, text[: numeral.start]
    if passage.kind == "cell":
        if re.search("增加额|增减|增量", passage.head):
            return "gap"
        if unit == "%":
            return "share" if re.search("比重|占比|率", passage.head) and "增长" not in passage.head else "growth"
        return "level" if unit and unit.lstrip("万亿") not in "个家户项处所座件次" else "count"
    if numeral.kind == "rank" or unit == "位":
        return "gap" if re.search("(?:前进|上升|提升|下降|后退)$", before) else "rank"
    if unit == "百分点":
        return "gap"
    if unit in ("%", "‰"):
        verb = (_ROSE.search(before) or place.fell or _FALLING_RATE.search(before)) and not _TO.search(before)
        grows = re.match("(?:以上|左右)?的?(?:增长|增速|增幅|速度)", text[numeral.end :])
        return "growth" if verb or grows else "share"
    if unit in ("年", "个月", "天") and re.search("连续[^，。]{0,2}$", before):
        return "streak"
    if "/" in unit:
        return "price" if unit == "元/吨" else "ratio"
    clause = re.split("[，。；]", before)[-1]
    if (place.fell or _ROSE.search(before)) and re.search(
        "同比|环比|[比较](?:上|去)[年月]|[比较]年初|[比较][0-9]+月末", clause
    ):
        return "gap"  # a change in the level's own unit
    plain = re.sub("^(?:万亿|亿|万)", "", unit)
    return "count" if plain in set("个家户项处所座套间栋条件部场次名只宗笔枚册种类批支位门大") else "level"


def _respectively(passage: Passage, places: list[_Place]) -> None:
    """分别: the numbers of a list belong to the things of a list, one by one."""
    number = 0
    while number < len(places):
        group = [places[number]]
        while number + len(group) < len(places) and places[number + len(group)].listed:
            group.append(places[number + len(group)])
        phrase = group[0].phrase
        if len(group) > 1 and "分别" in phrase:
            things = _things(phrase.rpartition("分别")[0], len(group))
            verb = phrase.rpartition("分别")[2]
            for place, thing in zip(group, things, strict=False):
                place.phrase = f"{thing}{verb}"
        number += len(group)


def _things(words: str, count: int) -> list[str]:
    """The last ``count`` things of a list, each with the words that the last of them ends in (对东盟、欧盟进出口)."""
    words = re.sub("(?:比[^，、]{2,6}年|同比|增速|增幅)$", "", words.rstrip())
    clause = re.split("[，；。]", words)[-1]
    clauses = [part for part in re.split("[，；。]", words) if part.strip()]
    named = all(re.search("[业值额率量区县市资品地]$", part) for part in clauses[-count:])
    for parts, exact in (
        (clause.split("、"), True),
        (clauses, not named),
        (re.split("[和与及]", clause), True),
        (re.split("[、和与及]", clause), True),
        (clauses, False),
    ):
        if len(parts) == count or (not exact and len(parts) > count):
            parts = parts[-count:]
            if lead := re.search("[，。；]?(对|与)(?=[^，。；]*$)", parts[0]):
                parts = [
                    parts[0][lead.start(1) :],
                    *(part if part[0] == lead[1] else lead[1] + part for part in parts[1:]),
                ]
            tail = parts[-1]
            same = [len(part) <= len(tail) for part in parts]
            return [
                part if part == tail or not ok else f"{part}{tail[min(len(part), 2) :]}"
                for part, ok in zip(parts, same, strict=True)
            ]
    return [words] * count


# --- a record ---------------------------------------------------------------------------------------


def _record(
    passage: Passage, place: _Place, told: list[tuple[int, Period | None]], about: Setting, section: Section
) -> Proposal:
    text, numeral = passage.text, place.numeral
    if numeral.unit in ("亿", "万亿") and re.search(
        "总值|收入|投资|产值|[总余]额|营收|消费|存款|贷款|资产|规模", place.phrase[-16:]
    ):
        numeral = replace(numeral, unit=f"{numeral.unit}元")
    if re.search("日均[^，。]{0,8}$", text[: numeral.start]) and f"{numeral.unit}/日" in metrics.base_units():
        numeral = replace(numeral, unit=f"{numeral.unit}/日")
    if place.fell and numeral.unit and place.kind in ("growth", "gap", "level", "count") and _signed(place):
        numeral = negated(numeral)
    since = _sentence(text, numeral.start)
    sentence = text[since : numeral.start]
    after = re.split("[，。；、,;]", text[numeral.end : numeral.end + 24])[0]
    phrase = place.phrase
    ranked = metrics.candidates(place.kind, numeral.unit, phrase, after)
    likely = ranked[0][0] if ranked and ranked[0][1] >= 0.7 else ""
    named = next((pair for pair in reversed(told) if pair[0] < numeral.start), None)
    period = named[1] if named else section.period
    if (
        about.kind == "news"
        and "累计" in place.said
        and metrics.nature(likely) == "stock"
        and period
        and period.start
        and period.end
        and period.start.year == period.end.year
    ):
        period = None  # in all so far, whatever the sentence's month
    if numeral.unit == "位" and (of_list := edition(text[: numeral.start])):
        period = of_list
    if (
        passage.kind == "cell"
        and re.search("[0-9]+月末|年末", passage.head + passage.caption)
        and "增加" not in passage.head
    ):
        period = Period(None, period.end if period else None)
    if period and not period.start and period.end and "年初" in f"{place.said}{passage.head}":
        period = Period(period.end.replace(month=1, day=1), period.end)
    of = period_for(
        place.kind,
        numeral.unit,
        metrics.nature(likely),
        phrase[-40:] + text[numeral.start : numeral.start + 2],
        period,
        section,
        named is not None,
    )
    qualifier = numeral.qualifier
    value, lower, upper = numeral.value, numeral.lower, numeral.upper
    if re.match("台阶|大关", text[numeral.end :]) and qualifier == "exact":
        qualifier, upper = "over", None
    return {
        "value": _plain(value),
        "lower": _plain(lower),
        "upper": _plain(upper),
        "unit": numeral.unit or None,
        "qualifier": qualifier,
        "period_start": of.start.isoformat() if of.start else None,
        "period_end": of.end.isoformat() if of.end else None,
        "status": status_of(about, section, place.kind, sentence, text[numeral.end : numeral.end + 4], of),
        "comparison": comparison_of(place.kind, _compared(text, since, numeral, place), of, section, about.year)
        or None,
        "subject": _subject(about, passage, place, since) or None,
        "metrics": [name for name, _ in ranked],
        "_sure": bool(likely),
    }


def _subject(about: Setting, passage: Passage, place: _Place, since: int) -> str:
    """News names its subject once and goes on; a report of one place names another for its own words alone."""
    if about.kind == "news":
        return subject_of(about, passage.text, place.numeral.start, since)
    return subject_of(about, place.phrase, len(place.phrase), 0)


def _signed(place: _Place) -> bool:
    return place.numeral.value is None or place.numeral.value > 0


def _compared(text: str, since: int, numeral: Numeral, place: _Place) -> str:
    """The words of the clause before a figure; for one of a list those before the list."""
    sentence = text[since : numeral.start]
    return place.said if place.listed else sentence


def _plain(number: float | None) -> float | int | None:
    if number is None:
        return None
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _repeats(proposals: list[Proposal]) -> None:
    """A cell or clause that says again, with the same value, unit and period, what stood before is a repeat."""
    figures = [row for row in proposals if row["class"] == "figure" and row["value"] is not None]
    told = {(row["value"], row["unit"]) for row in figures if row["_kind"] == "paragraph"}
    seen: set[tuple[Any, ...]] = set()
    before: dict[tuple[Any, ...], int] = {}  # where a value was printed last
    for row in figures:
        same = row["value"], row["unit"]
        headed = row["_kind"] in ("heading", "title") and same in told  # a heading says what its paragraphs tell
        resumed = not row["_own"] and row["char_start"] - before.get(same, -NEAR) < NEAR  # 5.5%左右的目标与…匹配
        before[same] = row["char_start"]
        small = row["unit"] in ("个", "家", "项", "位") and row["value"] < 10  # which agree by chance
        mark = (
            *same,
            *(row[field] for field in ("period_start", "period_end", "subject", "comparison")),
            *row["metrics"][:1],
        )
        if headed or resumed or (row["_sure"] and not small and mark in seen):
            row["class"], row["reason"] = "ledger", "repeat"
        elif row["_sure"]:
            seen.add(mark)
