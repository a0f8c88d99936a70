"""The carbon market's questions, over quotes of our own making: nothing runs across a break."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import queries
from data import quotes, schema
from queries import sandbox
from tests.records import SOURCE

LANGS = ("zh", "en")


def weekdays(start: str, count: int) -> list[dt.date]:
    return [day.date() for day in pd.bdate_range(start, periods=count)]


# two segments of the listed price, apart by more than a holiday, then two days on either side of the change of basis
DATES = weekdays("2022-03-01", 25) + weekdays("2023-07-24", 25) + weekdays("2023-08-28", 6)


@pytest.fixture(scope="module")
def supplied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with quotes: the close is 50, 51, 52 …, a hundred tonnes a day, but the third day has no trade."""
    folder = tmp_path_factory.mktemp("tables")
    for table in schema.TABLES:
        schema.parquet(table, folder).write_bytes(schema.parquet(table, schema.ROOT).read_bytes())
    path = folder / "made-up.csv"
    with path.open("w", encoding="utf8", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(["date", "open", "high", "low", "close", "volume", "turnover"])
        for number, date in enumerate(DATES):
            price = 50 + number
            trade = [price, price + 1, price - 1, price, 100, price * 100] if number != 2 else ["", "", "", "", 0, 0]
            lines.writerow([date, *trade])
    quotes.write(quotes.gather([path])[1], folder)
    return folder


@pytest.fixture(autouse=True)
def use(supplied: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DATA_DIR", str(supplied))
    yield


def candles(lang: str = "zh") -> pd.DataFrame:
    return queries.run("market/candles", source=SOURCE, later=True, lang=lang).sort_values("date", ignore_index=True)


def test_slots_count_trading_days_and_leave_room_at_breaks() -> None:
    frame = candles()
    assert frame["segment"].tolist() == [1] * 25 + [2] * 25 + [3] * 6
    assert frame["slot"].tolist() == [*range(1, 26), *range(32, 57), *range(63, 69)]
    assert frame["price_basis"].tolist() == ["listed"] * 50 + ["composite"] * 6


def test_averages_never_run_across_a_break() -> None:
    frame = candles()
    for _, part in frame.groupby("segment"):
        closes = part["close"].dropna()
        for name, days in (("ma5", 5), ("ma20", 20)):
            expected = closes.rolling(days).mean()
            found = part.loc[closes.index, name]
            assert found.isna().equals(expected.isna())
            assert (found - expected).abs().max() < 1e-9 or expected.isna().all()
    assert frame["ma20"].notna().sum() == 5 + 6, "a day without trade is no close; the last segment is too short"
    assert frame.loc[[0, 25, 50], "change_display"].isna().all(), "the first day of a segment has none before it"
    assert frame.loc[1, "change_display"] == "▲2.00%"


def test_breaks_say_where_and_why() -> None:
    frame = queries.run("market/breaks", source=SOURCE, later=True, lang="zh")
    assert frame[["slot_from", "slot_to", "reason"]].values.tolist() == [[25, 32, "missing"], [56, 63, "basis"]]
    assert frame["label"].tolist() == ["文件缺 2022-04-05 至 2023-07-23", "2023-08-28 起由挂牌价改为综合价"]
    assert frame["note"].isna().all()
    assert queries.run("market/breaks", source=SOURCE, later=True, lang="en")["label"].str.isascii().all()


def test_years_add_up() -> None:
    frame = queries.run("market/years", lang="zh")
    assert frame[["year", "days", "volume"]].values.tolist() == [[2022, 25, 2400], [2023, 31, 3100]]
    assert frame["turnover"].sum() == sum((50 + number) * 100 for number in range(56) if number != 2)
    assert frame["date_end"].dt.date.tolist() == [DATES[24], DATES[-1]]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["market/candles", "market/breaks", "market/years", "market/summary"])
def test_words_are_there_in_the_readers_language(name: str, lang: str) -> None:
    frame = queries.run(name, lang=lang, **({} if name == "market/years" else {"later": True, "source": SOURCE}))
    for column in {"label", "display", "period", "statement", "where", "title", "told"} & set(frame):
        assert frame[column].str.len().gt(0).all()
        if lang == "en":
            assert not frame[column].str.contains(r"[\u4e00-\u9fff]").any(), column
    said = frame.get("statement", frame.get("told"))
    assert said is not None and not said.str.contains("None|NULL|nan").any()


def test_a_day_without_trade_says_so() -> None:
    day = candles().loc[2]
    assert (day["display"], day["statement"]) == ("无价", "2022年3月3日，无成交。")
    assert pd.isna(day["close"])


def said(folder: Path, days: list[tuple[str, float | None]], lang: str = "zh") -> tuple[str, str]:
    """Title and alternative text of a K-line with these days and closes."""
    for table in schema.TABLES:
        schema.parquet(table, folder).write_bytes(schema.parquet(table, schema.ROOT).read_bytes())
    lines = [
        f"{day},{','.join([str(close or '')] * 4)},{10 if close else 0},{10 * (close or 0)}" for day, close in days
    ]
    path = folder / "made-up.csv"
    path.write_text("\n".join(["date,open,high,low,close,volume,turnover", *lines]), encoding="utf8")
    quotes.write(quotes.gather([path])[1], folder)
    words = queries.run("market/summary", source=SOURCE, lang=lang, later=True)
    return words["title"].iloc[0], words["told"].iloc[0]


# before the price changed its basis, after it, and after a gap
LISTED, COMPOSITE, LATER = ("2023-08-24", 70.0), ("2023-08-28", 80.0), ("2024-08-01", 90.0)


@pytest.mark.parametrize(
    ("days", "zh", "en"),
    [
        (
            [("2021-07-16", 51.0), ("2021-07-19", 52.0)],
            "2021年7月19日挂牌价收于52.00元/吨，开市首日（2021年7月16日）为51.00元/吨",
            "The listed price closed at 52.00 yuan/t on 19 Jul 2021, against 51.00 on 16 Jul 2021, the market's first"
            " day",
        ),
        (
            [LATER, ("2024-08-02", 91.0)],
            "2024年8月2日综合价收于91.00元/吨，所附行情首日（2024年8月1日）为90.00元/吨",
            "The composite price closed at 91.00 yuan/t on 2 Aug 2024, against 90.00 on 1 Aug 2024, the first day of"
            " these quotes",
        ),
        # across the change of basis, or a gap, nothing is compared
        (
            [LISTED, COMPOSITE],
            "2023年8月28日综合价收于80.00元/吨",
            "The composite price closed at 80.00 yuan/t on 28 Aug 2023",
        ),
        (
            [("2021-07-16", 51.0), LISTED, LATER, ("2024-08-02", 91.0)],
            "2024年8月2日综合价收于91.00元/吨，2024年8月1日为90.00元/吨",
            "The composite price closed at 91.00 yuan/t on 2 Aug 2024, against 90.00 on 1 Aug 2024",
        ),
        # the day the market opened without a price is no first price
        (
            [("2021-07-16", None), ("2021-07-19", 52.0), ("2021-07-20", 53.0)],
            "2021年7月20日挂牌价收于53.00元/吨，2021年7月19日为52.00元/吨",
            "The listed price closed at 53.00 yuan/t on 20 Jul 2021, against 52.00 on 19 Jul 2021",
        ),
        ([("2024-08-01", None)], "所附行情中没有收盘价", "The quotes have no closing price"),
    ],
)  # fmt: skip
def test_the_title_compares_within_one_basis_and_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: list[tuple[str, float | None]], zh: str, en: str
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert (said(tmp_path, days)[0], said(tmp_path, days, "en")[0]) == (zh, en)


def test_the_alternative_text_gives_each_basis_its_own_range(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    days: list[tuple[str, float | None]] = [("2023-08-23", 72.0), LISTED, COMPOSITE, ("2023-08-29", 82.0), LATER]
    assert said(tmp_path, days)[1] == (
        "全国碳市场日K线。挂牌价：2023年8月23日至2023年8月24日，2个交易日，收盘价每吨70.00至72.00元。"
        "综合价：2023年8月28日至2024年8月1日，3个交易日，收盘价每吨80.00至90.00元。两种口径不可直接比较。"
    )
    assert said(tmp_path, days, "en")[1] == (
        "Daily candlestick chart of the national carbon market. "
        "Listed price: 2 trading days from 23 Aug 2023 to 24 Aug 2023, closing between 70.00 and 72.00 yuan/t. "
        "Composite price: 3 trading days from 28 Aug 2023 to 1 Aug 2024, closing between 80.00 and 90.00 yuan/t. "
        "The two prices do not compare."
    )
    assert "比较" not in said(tmp_path, days[:2])[1]
    alone: list[tuple[str, float | None]] = [LATER]
    assert said(tmp_path, alone)[1] == "全国碳市场日K线。综合价：2024年8月1日，收盘价每吨90.00元。"
    assert said(tmp_path, [("2024-08-01", None)])[1] == "全国碳市场日K线。综合价：2024年8月1日，无收盘价。"


def test_quotes_come_and_go_and_broken_ones_are_named(
    supplied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for table in (*schema.TABLES, "quotes"):
        schema.parquet(table, tmp_path).write_bytes(schema.parquet(table, supplied).read_bytes())
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    path = schema.parquet("quotes", tmp_path)
    whole, bytes_ = queries.version(), path.read_bytes()
    assert "+" in whole and len(candles()) == len(DATES)
    assert sandbox.ask("select count(*) as n from quotes").frame["n"].tolist() == [len(DATES)]
    path.unlink()
    assert queries.version() == whole.partition("+")[0]
    assert candles().empty
    assert queries.run("market/years", lang="zh").empty
    assert sandbox.ask("select count(*) as n from quotes").frame["n"].tolist() == [0]
    path.write_bytes(b"not parquet")
    assert queries.quotes_broken() and candles().empty
    pd.DataFrame({"date": [1]}).to_parquet(path)
    assert queries.quotes_broken() and candles().empty
    path.write_bytes(bytes_)
    assert len(candles()) == len(DATES)


def test_totals_are_set_against_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report's day and a whole year: consistent with the print, rounded or cut off, and not a tonne beyond."""
    for table in schema.TABLES:
        schema.parquet(table, tmp_path).write_bytes(schema.parquet(table, schema.ROOT).read_bytes())
    monkeypatch.setenv("DATA_DIR", str(tmp_path))

    def answers(volume: int) -> list[tuple[str, str, str, bool]]:
        path = tmp_path / f"{volume}.csv"
        lines = ["date,open,high,low,close,volume_t,turnover_cny,cum_volume_t,cum_turnover_cny"]
        lines += [f"2024-08-14,91,91,91,91,1000,91000,{volume},27333000000"]
        path.write_text("\n".join(lines), encoding="utf8")
        quotes.write(quotes.gather([path])[1], tmp_path)
        frame = queries.run("market/reconciled", source=SOURCE, lang="zh")
        return list(zip(frame["printed"], frame["stands_for"], frame["summed"], frame["consistent"], strict=True))

    assert answers(469_040_410) == [
        ("4.69亿吨", "4.685—4.700亿吨", "4.6904亿吨", True),
        ("273.33亿元", "273.325—273.340亿元", "273.3300亿元", True),
    ]  # fmt: skip
    assert [answers(volume)[0][3] for volume in (468_499_999, 468_500_000, 469_999_999, 470_000_000)] == [
        False, True, True, False,
    ]  # fmt: skip


def test_what_came_after_the_report_is_left_out_unless_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for table in schema.TABLES:
        schema.parquet(table, tmp_path).write_bytes(schema.parquet(table, schema.ROOT).read_bytes())
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    path = tmp_path / "made-up.csv"
    days = "\n".join(f"2024-{day},90,91,89,90,100,9000" for day in ("09-29", "09-30", "10-08"))
    path.write_text(f"date,open,high,low,close,volume,turnover\n{days}", encoding="utf8")
    quotes.write(quotes.gather([path])[1], tmp_path)
    assert len(queries.run("market/candles", source=SOURCE, lang="zh", later=False)) == 2
    assert len(queries.run("market/candles", source=SOURCE, lang="zh", later=True)) == 3
