"""A story by rule, for a report that has records and no story: the pages and cards a person would begin with.

Which card follows from what kind of figures there are; a title says the leading figures as the catalogue names them,
and claims nothing beyond them. Which figures may share an axis is decided by the guard of Explore (views/axes.sql).
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import queries
from story.card import ENTRIES, NUMBERS
from story.records import CardRecord, PageRecord, Words, Written

HEADLINES: Final = 8
LEADING: Final = 3  # figures in a title
FEW_EVENTS: Final = 2
NO_FILTER: Final[dict[str, Any]] = {
    "topics": [], "kinds": [], "units": [], "scopes": [], "subjects": [], "qualifiers": [], "period_kinds": [],
    "years": [], "text": "",
}  # fmt: skip
DRAWN: Final = 15  # figures on one axis
Row = dict[str, Any]


class Told:
    """A report's own figures in the order of the catalogue, with their titles in both languages."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.title: dict[str, dict[str, str]] = {}
        self.rows: list[Row] = []
        for lang in ("zh", "en"):
            for row in queries.rows("story/figures", source=source, lang=lang):
                self.title.setdefault(row["observation_id"], {})[lang] = self._title(row, lang)
                if lang == "zh" and row["source_id"] == source:
                    self.rows.append(row)

    @staticmethod
    def _title(row: Row, lang: str) -> str:
        """What a figure is called in a sentence: whose it is said where it is not the report's own subject's."""
        if row["main_subject"]:
            return str(row["title"])
        return f"{row['subject']}{row['title']}" if lang == "zh" else f"{row['subject']}, {_small(row['title'])}"

    def of(self, theme: str | None) -> list[Row]:
        """The outturns of a theme, or of all."""
        return [row for row in self.rows if row["status"] != "target" and theme in (None, row["theme_id"])]

    def one(self, metric: str, like: Row, basis: str | None = None) -> Row | None:
        """The figure of another metric that belongs to this one: of its subject and its period."""
        return next(
            (
                row for row in self.rows
                if row["metric_id"] == metric and row["subject_id"] == like["subject_id"]
                and row["status"] != "target" and basis in (None, row["basis"])
                and row["period_start"] == like["period_start"] and row["period_end"] == like["period_end"]
            ),
            None,
        )  # fmt: skip

    def growth(self, level: Row) -> Row | None:
        """The growth that a report prints beside a level."""
        names = (f"{level['metric_id']}_growth", f"{level['metric_id']}_real_growth")
        return next((found for name in names if (found := self.one(name, level, "published"))), None)


def _small(text: str) -> str:
    """An English title inside a sentence; GDP stays GDP."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def story(source: str) -> list[Written]:
    """The pages of a report: an overview, and one for each theme that it has figures of."""
    told = Told(source)
    themes = [theme for theme in queries.run("story/themes", lang="zh")["theme_id"] if theme != "overall"]
    found = [theme for theme in themes if told.of(theme)]
    pages = [("overview", _page(told, None, "overall")), *((theme, _page(told, theme, theme)) for theme in found)]
    return [Written(f"reports/{source} (story composed)", page_id, page) for page_id, page in pages]


def _page(told: Told, theme: str | None, theme_id: str) -> PageRecord:
    own = told.of(theme)
    headline = _headline(told, own if theme else [*told.of("overall"), *own])
    growing = [row for row in headline if told.growth(row)]
    title, figures = _sentence(told, list({row["observation_id"]: row for row in [*growing, *headline]}.values())[:2])
    if theme:
        names = {lang: _theme(theme, lang) for lang in ("zh", "en")}
        count = sum(row["basis"] == "published" for row in own)
        summary = Words(
            zh=f"报告在“{names['zh']}”主题下有{count}个数字，各带原文的措辞。",
            en=f"The report prints {count} figures on this theme, {_small(names['en'])}, each with its own hedge.",
        )
    else:
        summary = Words(
            zh="报告写出{report.figures}个数字，其中{report.hedged}个带有限定词，均如实显示；另由此推算{report.derived}个。",
            en="The report prints {report.figures} figures; {report.hedged} are hedged, and shown so. "
            "{report.derived} more values are derived from them.",
        )
    return PageRecord(
        theme=theme_id, title=title, summary=summary, figures=figures,
        headline=[row["observation_id"] for row in headline], card=list(_cards(told, theme, headline)),
    )  # fmt: skip


def _theme(theme: str, lang: str) -> str:
    titles = queries.run("story/themes", lang=lang)
    return str(titles.loc[titles["theme_id"] == theme, "title"].iloc[0])


def _headline(told: Told, own: list[Row]) -> list[Row]:
    """Figures that the catalogue calls headlines, then the others that are no rate and no part of another card."""
    printed = list({row["observation_id"]: row for row in own if row["basis"] == "published"}.values())
    first = [row for row in printed if row["headline"] and row["main_subject"]]
    first += [row for row in printed if row["headline"] and not row["main_subject"]]
    rest = [row for row in printed if not row["headline"] and row["kind"] not in ("growth", "gap", "streak")]
    rest += [row for row in printed if not row["headline"] and row["kind"] in ("growth", "gap", "streak")]
    return [*first, *rest][:HEADLINES]


def _sentence(told: Told, leading: Iterable[Row]) -> tuple[Words, dict[str, str]]:
    """Some figures in one sentence, each with the growth that belongs to it."""
    zh, en, figures = [], [], dict[str, str]()
    for number, row in enumerate(leading, 1):
        name = f"figure_{number}"
        figures[name] = row["observation_id"]
        title = told.title[row["observation_id"]]
        said_zh = f"{title['zh']}{'：' if row['kind'] == 'streak' else ''}{{{name}}}"
        said_en = f"{title['en'] if number == 1 or not row['main_subject'] else _small(title['en'])}: {{{name}}}"
        if (growth := told.growth(row)) is not None:
            figures[f"growth_{number}"] = growth["observation_id"]
            real = growth["metric_id"].endswith("_real_growth")  # the level is at current prices
            said_zh += f"，{'实际' if real else ''}{{growth_{number}.turned}}"
            said_en += f", {{growth_{number}.turned}}{' in real terms' if real else ''}"
        zh.append(said_zh)
        en.append(said_en)
    return Words(zh="；".join(zh), en="; ".join(en)), figures


def _card(key: str, form: str, question: str, told: tuple[Words, dict[str, str]], **more: Any) -> CardRecord:
    title, figures = told
    asked = more.pop("asked", {})
    return CardRecord(key=key, form=form, question=question, title=title, figures=figures, **{"with": asked}, **more)


def _cards(told: Told, theme: str | None, headline: list[Row]) -> Iterator[CardRecord]:
    """The cards of a theme, or of the overview; what stands on none of them, nor above them, is listed at the end."""
    themes = [theme] if theme else []
    own = told.of(theme)
    drawn = {row["observation_id"] for row in headline}
    found = [*_growth(told, own, themes)]
    if theme:
        alike = [*_alike(told, theme, drawn)]
        found += [*_changes(told, own), *_gaps(told, own), *_intervals(told, own), *alike]
        found += [*_settled(told.source, theme)]
    found += [*_ranks(told, own if theme else told.of("overall"))]
    found += [*_streaks(told, own if theme else told.of("overall"))]
    found += [*_money(told, own, themes, drawn), *_events(told.source, themes)]
    yield from found
    if theme:
        drawn |= {told_id for card in found for told_id in card.figures.values()}
        yield from _listed(told, [row for row in own if row["observation_id"] not in drawn])
    else:
        yield from _listed(told, [row for row in told.of("overall") if row["observation_id"] not in drawn])
    yield from _targets(told, theme)
    if theme and not queries.run("entities/featured", source=told.source, theme=theme, lang="zh").empty:
        yield _card(
            "systems", ENTRIES, "entities/featured",
            (Words(zh="报告点名的平台、项目与政策", en="Platforms, projects and policies that the report names"), {}),
            asked={"theme": theme}, wide=True,
        )  # fmt: skip


def _growth(told: Told, own: list[Row], themes: list[str]) -> Iterator[CardRecord]:
    rates = [row for row in own if row["kind"] == "growth"]
    if len(rates) > 1:
        printed = [row for row in rates if row["basis"] == "published"] or rates
        yield _card(
            "growth", "ladder", "figures/growth", _sentence(told, printed[:LEADING]),
            asked={"themes": themes, "subjects": [], "comparisons": []},
            about=Words(zh="增速，%；按比较对象分组", en="Growth in %, by what it is against"),
            note=Words(
                zh="各项口径不同，不作排名。", en="Each rate is of something else: together they are no ranking."
            ),
        )  # fmt: skip


def _changes(told: Told, own: list[Row]) -> Iterator[CardRecord]:
    """A level and the one a year before that its growth implies."""
    done = set()
    for row in own:
        metric = row["metric_id"]
        growth = told.one(f"{metric}_growth", row, "published")
        before = next(
            (
                prior for prior in own
                if prior["metric_id"] == metric and prior["basis"] == "derived"
                and prior["subject_id"] == row["subject_id"] and prior["period_end"] < row["period_end"]
            ),
            None,
        )  # fmt: skip
        if row["basis"] != "published" or growth is None or before is None or metric in done:
            continue
        done.add(metric)
        title = told.title[row["observation_id"]]
        yield _card(
            f"change_{metric}", "two_point", "figures/change",
            (
                Words(zh=f"{title['zh']}{{now}}，{{growth.turned}}；推算上年同期{{before}}",
                      en=f"{title['en']}: {{now}}, {{growth.turned}}; implied a year before: {{before}}"),
                {"now": row["observation_id"], "growth": growth["observation_id"], "before": before["observation_id"]},
            ),
            asked={"metric": metric},
            about=Words(
                zh="空心点由增速推算：{before.bounds}", en="The hollow point is implied by the growth: {before.bounds}"
            ),
        )  # fmt: skip


def _gaps(told: Told, own: list[Row]) -> Iterator[CardRecord]:
    """A rate, that of the whole which it implies, and the gap between them."""
    for gap in own:
        metric = gap["metric_id"].removesuffix("_gap")
        rate = told.one(metric, gap, "published")
        whole = next(
            (
                row for row in own
                if row["metric_id"] == metric and row["basis"] == "derived" and row["kind"] == "growth"
                and row["period_end"] == gap["period_end"] and row["subject_id"] != gap["subject_id"]
            ),
            None,
        )  # fmt: skip
        if gap["kind"] != "gap" or rate is None or whole is None:
            continue
        title = told.title[rate["observation_id"]]
        yield _card(
            f"gap_{metric}", "compare", "figures/compare",
            (
                Words(zh=f"{title['zh']}{{rate}}，{{whole.subject}}推算为{{whole}}，相差{{gap}}",
                      en=f"{title['en']}: {{rate}}; implied for {{whole.subject}}: {{whole}}; {{gap}} apart"),
                {"rate": rate["observation_id"], "whole": whole["observation_id"], "gap": gap["observation_id"]},
            ),
            asked={"metric": metric}, words={"gap": Words(zh="{gap}", en="{gap}")},
            about=Words(zh="增速，%；空心为推算：{whole.bounds}", en="Growth in %; hollow is implied: {whole.bounds}"),
        )  # fmt: skip


def _intervals(told: Told, own: list[Row]) -> Iterator[CardRecord]:
    """A value derived from two figures, with the bounds that their rounding leaves open."""
    for row in own:
        alone = [other for other in own if other["metric_id"] == row["metric_id"]]
        if (
            row["basis"] == "derived"
            and row["kind"] in ("price", "ratio", "share")
            and len(alone) == 1
            and isinstance(row["bounds"], str)
        ):
            title = told.title[row["observation_id"]]
            yield _card(
                f"interval_{row['metric_id']}", "interval", "figures/interval",
                (Words(zh=f"{title['zh']}{{value}}，在{{value.bounds}}之间",
                       en=f"{title['en']}: {{value}}, within {{value.bounds}}"),
                 {"value": row["observation_id"]}),
                asked={"metric": row["metric_id"]},
                about=Words(
                    zh="推算值；两端由原数的舍入而来", en="Derived; the bounds follow from the rounding of the figures"
                ),
            )  # fmt: skip


def _alike(told: Told, theme: str, drawn: set[str]) -> Iterator[CardRecord]:
    """Sets of figures that the guard lets stand on one axis: amounts from zero, places on a scale of places.

    What they draw is added to what is ``drawn``.
    """
    asked = NO_FILTER | {"themes": [theme], "bases": ["published"]}
    sets = queries.run("explore/alike", source=told.source, lang="zh", **asked)
    for row in sets.to_dict("records"):
        if row["observations"] < 2 or row["kind"] in ("growth", "gap", "streak"):
            continue
        values = queries.run(
            "explore/values", source=told.source, lang="zh", alike=row["alike_id"], limit=DRAWN, **asked
        )
        figures = [figure for figure in told.rows if figure["observation_id"] in set(values["observation_id"])]
        if len(figures) < 2 or any(figure["status"] == "target" for figure in figures):
            continue
        rank = row["kind"] == "rank"
        drawn |= {figure["observation_id"] for figure in figures}
        yield _card(
            f"alike_{figures[0]['observation_id']}",
            "places" if rank else "amounts",
            "explore/values",
            _sentence(told, figures[:LEADING]),
            asked=asked | {"alike": row["alike_id"], "limit": DRAWN},
        )


def _ranks(told: Told, own: list[Row]) -> Iterator[CardRecord]:
    """A rank over editions, where an earlier one follows."""
    for row in own:
        if row["kind"] != "rank" or row["basis"] != "published":
            continue
        before = [other for other in own if other["metric_id"] == row["metric_id"] and other["basis"] == "derived"]
        if before:
            title = told.title[row["observation_id"]]
            yield _card(
                f"rank_{row['metric_id']}", "slope", "figures/ranks",
                (Words(zh=f"{title['zh']}{{now}}，上一届推算为{{before}}",
                       en=f"{title['en']}: {{now}}, implied {{before}} in the edition before"),
                 {"now": row["observation_id"], "before": before[0]["observation_id"]}),
                asked={"metric": row["metric_id"], "beside": False},
                note=Words(zh="空心点由进位数推算。", en="The hollow point is derived from the places gained."),
            )  # fmt: skip


def _streaks(told: Told, own: list[Row]) -> Iterator[CardRecord]:
    """A run of first places, counted back, beside the place it ends in."""
    topics = {row["metric_id"]: row for row in own if row["kind"] == "rank" and row["value"] == 1}
    for row in own:
        spans = [other for other in own if other["metric_id"] == row["metric_id"] and other["basis"] == "derived"]
        stem = row["metric_id"].split("_first_")[0]
        rank = next((metric for metric in topics if metric.startswith(stem)), None)
        if row["kind"] == "streak" and row["basis"] == "published" and spans and rank:
            yield _card(
                f"streak_{row['metric_id']}", "streak", "figures/streak",
                _sentence(told, [row]),
                asked={"streak": row["metric_id"], "rank": rank},
                about=Words(zh="由连续的长度往前推", en="Counted back from the length of the run"),
            )  # fmt: skip


def _money(told: Told, own: list[Row], themes: list[str], drawn: set[str]) -> Iterator[CardRecord]:
    """Sums of money on one logarithmic axis, unless all of them stand on others from zero; drawn, they are noted."""
    money = [row for row in own if row["basis"] == "published" and row["kind"] == "level" and "元" in row["display"]]
    if len(money) > 1 and not {row["observation_id"] for row in money} <= drawn:
        drawn |= {row["observation_id"] for row in money}
        yield _card(
            "money", "money", "figures/money", _sentence(told, money[:LEADING]), asked={"themes": themes},
            about=Words(
                zh="元，对数刻度；各自的时期与范围不同", en="Yuan, logarithmic scale; periods and scopes differ"
            ),
        )  # fmt: skip


def _listed(told: Told, rest: list[Row]) -> Iterator[CardRecord]:
    """Printed figures that no chart holds, each as a number."""
    rest = [row for row in rest if row["basis"] == "published" and row["kind"] not in ("growth", "gap")]
    if rest:
        yield _card(
            "more", NUMBERS, "figures/listed", _sentence(told, rest[:LEADING]),
            asked={"ids": [row["observation_id"] for row in rest]}, wide=True,
            about=Words(
                zh="各自口径不同，不放在一根轴上", en="Each of something else, so on no axis together"
            ),
        )  # fmt: skip


def _settled(source: str, theme: str) -> Iterator[CardRecord]:
    """Who settled where, below the place that the report is about."""
    reports = queries.run("sources/reports", lang="zh").set_index("source_id")
    asked = {"root": str(reports.loc[source, "subject_id"]), "themes": [theme]}
    if len(queries.run("entities/settled", source=source, lang="zh", **asked)) > FEW_EVENTS:
        yield _card(
            "settled", "settlement", "entities/settled",
            (Words(zh="报告写到的位置与入驻关系", en="Who is located or settled where"), {}), asked=asked,
            about=Words(zh="按报告所写", en="As the report tells it"),
        )  # fmt: skip


def _events(source: str, themes: list[str]) -> Iterator[CardRecord]:
    asked = {"themes": themes, "vague": False}
    zh, en = (queries.run("events/dated", source=source, lang=lang, **asked) for lang in ("zh", "en"))
    if len(zh) < FEW_EVENTS:
        return
    (first_zh, last_zh), (first_en, last_en) = (
        [f"{frame['label'].iloc[end]}{bracket[0]}{frame['date'].iloc[end]}{bracket[1]}" for end in (0, -1)]
        for frame, bracket in ((zh, "（）"), (en, (" (", ")")))
    )
    yield _card(
        "events", "timeline", "events/dated",
        (Words(zh=f"从{first_zh}到{last_zh}", en=f"From {first_en} to {last_en}"), {}), asked=asked,
        about=Words(zh="日期不确切的画成长条", en="A bar where the report does not name the day"),
    )  # fmt: skip


def _targets(told: Told, theme: str | None) -> Iterator[CardRecord]:
    targets = [row for row in told.rows if row["status"] == "target" and theme in (None, row["theme_id"])]
    if theme is None:
        targets = [row for row in targets if row["theme_id"] == "overall"]
    if targets:
        yield _card(
            "targets", NUMBERS, "figures/targets", _sentence(told, targets[:LEADING]),
            asked={"themes": [theme or "overall"]}, wide=len(targets) > 2,
            about=Words(zh="报告提出的预期目标，不是实绩", en="What the report aims at; not outturns"),
        )  # fmt: skip
