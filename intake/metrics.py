"""Which known metrics a figure may be of: title and synonyms against the words around it, within unit and kind."""

import csv
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from intake import CATALOGUE

SYNONYMS: Final = Path(__file__).parent / "synonyms.csv"
_COUNTED: Final = set("家户个项处名次只件座所条人")
_TAIL: Final = re.compile(
    "(?:实际|名义)?(?:增速|增幅|涨幅|变化|增长率)$|(?:增速)?(?:在|全国|全省|省内)?[^，]{0,4}(?:位次|排名)$|下限$"
)
_FILLER: Final = re.compile(
    "同比|环比|增速|增幅|涨幅|升幅|降幅|占比|比重|位居|位列|排名|居|中心城区|中部|首次|连续|继续|净增|较上[年月]|比上[年月]|上年|总量|总数|总额|金额|其中|均|实际|名义|分别|累计|全年|完成|实现|达到|增长|下降|提高|增至|升至|降至|超过|突破|保持|稳定在|约|为|达|全区|全市|全省|全国|[0-9.%％，、；。的了]"
)
_ALIKE: Final = ("growth", "gap", "rank", "streak", "share")  # kinds whose units say nothing of what is measured
LEAST: Final = 0.4


@dataclass(frozen=True)
class Metric:
    """A metric of the catalogue, with the words that it may go by."""

    metric_id: str
    unit: str
    kind: str
    nature: str
    words: tuple[str, ...]


@cache
def base_units() -> dict[str, str]:
    """The base unit of each unit in the catalogue."""
    with (CATALOGUE / "units.csv").open(encoding="utf8") as file:
        return {row["unit"]: row["base_unit"] for row in csv.DictReader(file)}


@cache
def known() -> tuple[Metric, ...]:
    """The catalogue's metrics."""
    with SYNONYMS.open(encoding="utf8") as file:
        synonyms = {row["metric_id"]: row["words"].split() for row in csv.DictReader(file)}
    with (CATALOGUE / "metrics.csv").open(encoding="utf8") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Metric(
            row["metric_id"],
            row["unit"],
            row["kind"],
            row["nature"],
            tuple(
                dict.fromkeys([_TAIL.sub("", row["title_zh"]) or row["title_zh"], *synonyms.get(row["metric_id"], [])])
            ),
        )
        for row in rows
    )


@cache
def _pairs(word: str) -> tuple[str, ...]:
    word = re.sub("[“”‘’、，（）() ]", "", word)
    return tuple(word[at : at + 2] for at in range(max(1, len(word) - 1)))


@cache
def _rarity() -> dict[str, float]:
    metrics = known()
    seen = Counter(pair for metric in metrics for pair in {pair for word in metric.words for pair in _pairs(word)})
    return {pair: math.log(1 + len(metrics) / count) for pair, count in seen.items()}


def base(unit: str) -> str:
    """The base unit: 万家 and 家 are counted in 家."""
    return base_units().get(unit) or re.sub("^(?:万亿|亿|万)(?=.)", "", unit)


def fits(metric: Metric, kind: str, unit: str) -> float:
    """How well unit and kind agree: 0 for not at all, 1 for fully."""
    if kind in _ALIKE or metric.kind in _ALIKE:
        if kind != metric.kind:
            # what falls by a share may be entered as a share of what was
            return 0.8 if (kind, metric.kind) == ("growth", "share") and "减" in metric.words[0] else 0.0
        return 1.0 if base(unit) == base(metric.unit) else 0.0
    of, own = base(unit), base(metric.unit)
    if of == own:
        return 1.0
    if metric.kind == "count" and own in _COUNTED and (of in _COUNTED or of == ""):
        return 0.8
    return 0.9 if own == f"{of}/日" else 0.0


def candidates(kind: str, unit: str, phrase: str, after: str) -> list[tuple[str, float]]:
    """Up to three metric ids, the likeliest first, each with how sure (0–1).

    ``phrase`` are the words that are the figure's own, ``after`` what follows up to the clause's end.
    """
    near = phrase + "｜" + after
    rarity, scored = _rarity(), []
    for metric in known():
        fit = fits(metric, kind, unit)
        if not fit:
            continue
        best = 0.0
        for word in metric.words:
            score = sum(rarity.get(pair, 1.0) for pair in _pairs(word) if pair in near) / _weight(word)
            at = near.rfind(word)
            if at >= 0 and any(per in near[max(0, at - 5) : at] for per in ("人均", "单位", "万元")):
                score *= 0.5  # a head's share of it, or what it takes: another metric
            elif word in phrase:
                score += 0.015 * _weight(word) + 0.1 * (
                    phrase.endswith(word) or phrase.rfind(word) > len(phrase) - len(word) - 8
                )
            best = max(best, score)
        least = 0.55 if kind in ("rank", "streak") else LEAST
        if best * fit >= least:
            scored.append((best * fit, metric.metric_id))
    scored.sort(key=lambda pair: -pair[0])
    return [(name, round(min(score, 1.0), 2)) for score, name in scored[:3]]


@cache
def _weight(word: str) -> float:
    return sum(_rarity().get(pair, 1.0) for pair in _pairs(word))


def nature(metric_id: str) -> str:
    """flow, stock, commitment, or empty."""
    return next((metric.nature for metric in known() if metric.metric_id == metric_id), "")


def bare(phrase: str) -> bool:
    """Whether a phrase names nothing: only verbs, times and marks, so that the figure is of what was named before."""
    return len(_FILLER.sub("", phrase).strip()) < 2
