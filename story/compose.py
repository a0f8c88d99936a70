"""A story by rule, for a report that has records and no story: the pages and cards a person would begin with.

Which card follows from what kind of figures there are; what it says stands in ``rules.toml``. A title says the leading
figures as the catalogue names them, and claims nothing beyond them. Which figures may share an axis is decided by the
guard of Explore (views/axes.sql).
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import queries
from story.records import CardRecord, PageRecord, Words, Written

RULES: Final = tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf8"))
LANGUAGES: Final = ("zh", "en")
HEADLINES: Final = 8
LEADING: Final = 3  # figures in a title
FEW: Final = 2  # events, or names settled somewhere: fewer make no card
DRAWN: Final = 15  # figures on one axis
NO_FILTER: Final[dict[str, Any]] = {
    "topics": [], "kinds": [], "units": [], "scopes": [], "subjects": [], "qualifiers": [], "period_kinds": [],
    "years": [], "text": "", "bases": ["published"],
}  # fmt: skip
Row = dict[str, Any]


class Told:
    """A report's own figures in the order of the catalogue, with their titles in both languages."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.title: dict[str, dict[str, str]] = {}
        for lang in LANGUAGES:
            for row in queries.rows("story/figures", source=source, lang=lang):
                self.title.setdefault(row["observation_id"], {})[lang] = _title(row, lang)
        self.rows = [
            row for row in queries.rows("story/figures", source=source, lang="zh") if row["source_id"] == source
        ]
        self.themes = {
            lang: {row["theme_id"]: row["title"] for row in queries.rows("story/themes", lang=lang)}
            for lang in LANGUAGES
        }

    def of(self, theme: str | None) -> list[Row]:
        """The outturns of a theme, or of all."""
        return [row for row in self.rows if row["status"] != "target" and theme in (None, row["theme_id"])]

    def one(self, metrics: Iterable[str], like: Row) -> Row | None:
        """The printed figure of another metric that belongs to this one: of its subject and its period."""
        same = ("subject_id", "period_start", "period_end")
        own = [row for row in self.of(None) if row["basis"] == "published" and all(row[k] == like[k] for k in same)]
        return next((row for metric in metrics for row in own if row["metric_id"] == metric), None)

    def growth(self, level: Row) -> Row | None:
        """The growth that a report prints beside a level."""
        return self.one((f"{level['metric_id']}_growth", f"{level['metric_id']}_real_growth"), level)

    def derived(self, metric: str) -> list[Row]:
        """What is derived of a metric."""
        return [row for row in self.of(None) if row["metric_id"] == metric and row["basis"] == "derived"]


def _title(row: Row, lang: str) -> str:
    """What a figure is called in a sentence: whose it is said where it is not the report's own subject's."""
    if row["main_subject"]:
        return str(row["title"])
    return f"{row['subject']}{row['title']}" if lang == "zh" else f"{row['subject']}, {_small(row['title'])}"


def _small(text: str) -> str:
    """An English title inside a sentence; GDP stays GDP."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def story(source: str) -> list[Written]:
    """The pages of a report: an overview, and one for each theme that it has figures of."""
    told = Told(source)
    found = [theme for theme in told.themes["zh"] if theme != "overall" and told.of(theme)]
    pages = {"overview": _page(told, None)} | {theme: _page(told, theme) for theme in found}
    return [Written(f"reports/{source} (story composed)", page_id, page) for page_id, page in pages.items()]


def _page(told: Told, theme: str | None) -> PageRecord:
    own = told.of(theme)
    headline = _headline(own if theme else [*told.of("overall"), *own])
    leading = sorted(headline, key=lambda row: told.growth(row) is None)[:2]
    title, figures = _sentence(told, leading)
    said = RULES["theme" if theme else "overview"]
    if theme:
        aims = sum(row["status"] == "target" and row["theme_id"] == theme for row in told.rows)
        count = str(sum(row["basis"] == "published" for row in own) + aims)
        names = {"zh": told.themes["zh"][theme], "en": _small(told.themes["en"][theme])}
        said = {lang: said[lang].replace("THEME", names[lang]).replace("COUNT", count) for lang in LANGUAGES}
    return PageRecord(
        theme=theme or "overall", title=title, summary=Words(**said), figures=figures,
        headline=[row["observation_id"] for row in headline], card=list(_cards(told, theme, headline)),
    )  # fmt: skip


def _headline(own: list[Row]) -> list[Row]:
    """Figures that the catalogue calls headlines, then the others, rates last."""
    printed = list({row["observation_id"]: row for row in own if row["basis"] == "published"}.values())
    order = {False: 2, True: 0}
    return sorted(
        printed,
        key=lambda row: (
            order[bool(row["headline"])]
            + (not row["main_subject"] if row["headline"] else row["kind"] in ("growth", "gap", "streak"))
        ),
    )[:HEADLINES]


def _sentence(told: Told, leading: Iterable[Row]) -> tuple[Words, dict[str, str]]:
    """Some figures in one sentence, each with the growth that belongs to it."""
    zh, en, figures = [], [], dict[str, str]()
    for number, row in enumerate(leading, 1):
        name, title = f"figure_{number}", told.title[row["observation_id"]]
        figures[name] = row["observation_id"]
        said_zh = f"{title['zh']}{'：' if row['kind'] == 'streak' else ''}{{{name}}}"
        stem = re.sub("(增速|变化)$", "", title["zh"])
        if row["kind"] == "growth" and stem != title["zh"]:
            said_zh = f"{stem}{{{name}.turned}}"
        said_en = f"{title['en'] if number == 1 or not row['main_subject'] else _small(title['en'])}: {{{name}}}"
        if growth := told.growth(row):
            figures[f"growth_{number}"] = growth["observation_id"]
            real = growth["metric_id"].endswith("_real_growth")  # the level is at current prices
            said_zh += f"，{'实际' if real else ''}{{growth_{number}.turned}}"
            said_en += f", {{growth_{number}.turned}}{' in real terms' if real else ''}"
        zh.append(said_zh)
        en.append(said_en)
    return Words(zh="；".join(zh), en="; ".join(en)), figures


def _card(rule: str, told: Told, rows: list[Row] | dict[str, Row], key: str = "", **asked: Any) -> CardRecord:
    """A card by its rule: of figures by the names its title gives them, or of some that its title is made of."""
    record: dict[str, Any] = {"key": f"{rule}_{key}" if key else rule, "with": asked, **RULES[rule]}
    if isinstance(rows, dict):
        first = told.title[next(iter(rows.values()))["observation_id"]]
        record["title"] = {lang: text.replace("TITLE", first[lang]) for lang, text in record["title"].items()}
        record["figures"] = {name: row["observation_id"] for name, row in rows.items()}
    elif rows:
        sentence, record["figures"] = _sentence(told, rows[:LEADING])
        said = RULES[rule].get("title", dict.fromkeys(LANGUAGES, "SENTENCE"))
        inside = {"zh": sentence.zh, "en": _small(sentence.en) if "title" in RULES[rule] else sentence.en}
        record["title"] = {lang: said[lang].replace("SENTENCE", inside[lang]) for lang in LANGUAGES}
    return CardRecord.model_validate(record)


def _cards(told: Told, theme: str | None, headline: list[Row]) -> Iterator[CardRecord]:
    """The cards of a theme, or of the overview; what stands on none of them, nor above them, is listed at the end."""
    own, near, themes = told.of(theme), told.of(theme or "overall"), [theme] if theme else []
    drawn = {row["observation_id"] for row in headline}
    found = [*_growth(told, own, themes)]
    if theme:
        found += [*_changes(told, own), *_gaps(told, own), *_intervals(told, own), *_alike(told, theme, drawn)]
        found += _settled(told, theme)
    found += [*_ranks(told, near), *_streaks(told, near), *_events(told, themes)]
    if not theme:
        found += _alike(told, None, drawn)
    yield from found
    drawn |= {figure for card in found for figure in card.figures.values()}
    drawn |= {
        growth["observation_id"] for row in headline if (growth := told.growth(row))
    }  # printed beside their level
    if any(card.key == "growth" for card in found):
        drawn |= {
            row["observation_id"] for row in near if row["kind"] == "growth" and row["comparison"] != "not_stated"
        }
    rest = [row for row in near if row["basis"] == "published" and row["observation_id"] not in drawn]
    if rest:
        yield _card("more", told, rest, ids=[row["observation_id"] for row in rest])
    aims = [row for row in told.rows if row["status"] == "target" and row["theme_id"] == (theme or "overall")]
    if aims:
        yield _card("targets", told, aims, themes=[theme or "overall"])
    if theme and queries.rows("entities/featured", source=told.source, theme=theme, lang="zh"):
        yield _card("systems", told, [], theme=theme)


def _growth(told: Told, own: list[Row], themes: list[str]) -> Iterator[CardRecord]:
    """Rates by what they are against; those of which the report does not say it are listed with the rest."""
    rates = [row for row in own if row["kind"] == "growth" and row["comparison"] != "not_stated"]
    if len(rates) > 1:
        printed = [row for row in rates if row["basis"] == "published"]
        against = sorted({row["comparison"] for row in rates})
        yield _card("growth", told, printed or rates, themes=themes, subjects=[], comparisons=against)


def _changes(told: Told, own: list[Row]) -> Iterator[CardRecord]:
    """A level and the one a year before that its growth implies: of each metric the first."""
    for metric, now in {row["metric_id"]: row for row in reversed(own) if row["basis"] == "published"}.items():
        growth = told.one([f"{metric}_growth"], now)
        before = [row for row in told.derived(metric) if row["subject_id"] == now["subject_id"]]
        if growth and before:
            yield _card("change", told, {"now": now, "growth": growth, "before": before[0]}, metric, metric=metric)


def _gaps(told: Told, own: list[Row]) -> Iterator[CardRecord]:
    """A rate, that of the whole which it implies, and the gap between them."""
    for gap in own:
        metric = gap["metric_id"].removesuffix("_gap")
        rate = told.one([metric], gap) if gap["kind"] == "gap" else None
        whole = [row for row in told.derived(metric) if row["subject_id"] != gap["subject_id"]]
        if rate and whole:
            yield _card("gap", told, {"rate": rate, "whole": whole[0], "gap": gap}, metric, metric=metric)


def _intervals(told: Told, own: list[Row]) -> Iterator[CardRecord]:
    """A value derived from two figures, with the bounds that their rounding leaves open."""
    for row in own:
        known = row["kind"] in ("price", "ratio", "share") and isinstance(row["bounds"], str)
        if known and row["basis"] == "derived" and sum(row["metric_id"] == other["metric_id"] for other in own) == 1:
            yield _card("interval", told, {"value": row}, row["metric_id"], metric=row["metric_id"])


def _alike(told: Told, theme: str | None, drawn: set[str]) -> Iterator[CardRecord]:
    """Sets of figures that the guard lets stand on one axis: amounts from zero, places on a scale of places.

    Of the whole report, the sums of money alone. What they draw is added to what is ``drawn``.
    """
    asked = NO_FILTER | {"themes": [theme] if theme else []}
    for alike in queries.rows("explore/alike", source=told.source, lang="zh", **asked):
        if alike["observations"] < 2 or alike["kind"] in ("growth", "gap", "streak"):
            continue
        if not theme and alike["quantity"] != "money":
            continue
        of_set = asked | {"alike": alike["alike_id"], "limit": DRAWN}
        ids = {row["observation_id"] for row in queries.rows("explore/values", source=told.source, lang="zh", **of_set)}
        figures = [row for row in told.of(theme) if row["observation_id"] in ids]
        if len(figures) > 1 and len(figures) == len(ids):
            drawn |= ids
            rule = {"rank": "places", "level": "money" if alike["quantity"] == "money" else "alike"}.get(
                alike["kind"], "alike"
            )
            yield _card(rule, told, figures, figures[0]["observation_id"], **of_set)


def _ranks(told: Told, own: list[Row]) -> Iterator[CardRecord]:
    """A rank over editions, where an earlier one follows."""
    for row in own:
        before = told.derived(row["metric_id"]) if row["kind"] == "rank" and row["basis"] == "published" else []
        if before:
            metric = row["metric_id"]
            yield _card("rank", told, {"now": row, "before": before[0]}, metric, metric=metric, beside=False, listed=0)


def _streaks(told: Told, own: list[Row]) -> Iterator[CardRecord]:
    """A run of first places, counted back, beside the place it ends in."""
    firsts = [row["metric_id"] for row in own if row["kind"] == "rank" and row["value"] == 1]
    for row in own:
        metric = row["metric_id"]
        rank = [first for first in firsts if first.startswith(metric.split("_first_")[0])]
        if row["kind"] == "streak" and row["basis"] == "published" and told.derived(metric) and rank:
            yield _card("streak", told, [row], metric, streak=metric, rank=rank[0])


def _settled(told: Told, theme: str) -> Iterator[CardRecord]:
    """Who settled where, below the place that the report is about."""
    subjects = {row["source_id"]: row["subject_id"] for row in queries.rows("sources/reports", lang="zh")}
    asked = {"root": subjects[told.source], "themes": [theme]}
    if len(queries.rows("entities/settled", source=told.source, lang="zh", **asked)) > FEW:
        yield _card("settled", told, [], **asked)


def _events(told: Told, themes: list[str]) -> Iterator[CardRecord]:
    asked = {"themes": themes, "vague": False}
    dated = {lang: queries.rows("events/dated", source=told.source, lang=lang, **asked) for lang in LANGUAGES}
    if len(dated["zh"]) < FEW:
        return
    first, last = ({lang: dated[lang][end] for lang in LANGUAGES} for end in (0, -1))
    zh = [f"{event['zh']['label']}（{event['zh']['date']}）" for event in (first, last)]
    en = [f"{event['en']['label']} ({event['en']['date']})" for event in (first, last)]
    title = {"zh": f"从{zh[0]}到{zh[1]}", "en": f"From {en[0]} to {en[1]}"}
    yield CardRecord.model_validate({"key": "events", "with": asked, "title": title, **RULES["events"]})
