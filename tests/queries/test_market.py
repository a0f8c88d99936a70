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
    return queries.run("market/candles", later=True, lang=lang).sort_values("date", ignore_index=True)


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
    frame = queries.run("market/breaks", later=True, lang="zh")
    assert frame[["slot_from", "slot_to", "reason"]].values.tolist() == [[25, 32, "missing"], [56, 63, "basis"]]
    assert frame["label"].tolist() == ["文件缺 2022-04-05 至 2023-07-23", "2023-08-28 价格口径改变"]
    assert frame["note"].isna().all()
    assert queries.run("market/breaks", later=True, lang="en")["label"].str.isascii().all()


def test_years_add_up() -> None:
    frame = queries.run("market/years", lang="zh")
    assert frame[["year", "days", "volume"]].values.tolist() == [[2022, 25, 2400], [2023, 31, 3100]]
    assert frame["turnover"].sum() == sum((50 + number) * 100 for number in range(56) if number != 2)
    assert frame["date_end"].dt.date.tolist() == [DATES[24], DATES[-1]]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["market/candles", "market/breaks", "market/years"])
def test_words_are_there_in_the_readers_language(name: str, lang: str) -> None:
    frame = queries.run(name, lang=lang, **({} if name == "market/years" else {"later": True}))
    for column in {"label", "display", "period", "statement", "where"} & set(frame):
        assert frame[column].str.len().gt(0).all()
        if lang == "en":
            assert not frame[column].str.contains(r"[\u4e00-\u9fff]").any(), column
    assert not frame["statement"].str.contains("None|NULL|nan").any()


def test_a_day_without_trade_says_so() -> None:
    day = candles().loc[2]
    assert (day["display"], day["statement"]) == ("无价", "2022年3月3日，无成交。")
    assert pd.isna(day["close"])


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
    with pytest.raises(queries.DataMissing, match="quotes.parquet"):
        candles()
    pd.DataFrame({"date": [1]}).to_parquet(path)
    with pytest.raises(queries.DataMissing, match="quotes.parquet"):
        queries.version()
    path.write_bytes(bytes_)
    assert len(candles()) == len(DATES)


def test_totals_are_set_against_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report's day and a whole year: agreeing to the digits printed, and not when a tonne too many."""
    for table in schema.TABLES:
        schema.parquet(table, tmp_path).write_bytes(schema.parquet(table, schema.ROOT).read_bytes())
    monkeypatch.setenv("DATA_DIR", str(tmp_path))

    def answers(volume: int) -> list[tuple[str, str, bool]]:
        path = tmp_path / f"{volume}.csv"
        lines = ["date,open,high,low,close,volume_t,turnover_cny,cum_volume_t,cum_turnover_cny"]
        lines += [f"2024-08-14,91,91,91,91,1000,91000,{volume},27333000000"]
        path.write_text("\n".join(lines), encoding="utf8")
        quotes.write(quotes.gather([path])[1], tmp_path)
        frame = queries.run("market/reconciled", lang="zh")
        return list(zip(frame["printed"], frame["summed"], frame["agrees"], strict=True))

    assert answers(469_040_410) == [("4.69亿吨", "4.6904亿吨", True), ("273.33亿元", "273.3300亿元", True)]
    assert answers(469_600_000)[0] == ("4.69亿吨", "4.6960亿吨", False)


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
    assert len(queries.run("market/candles", lang="zh", later=False)) == 2
    assert len(queries.run("market/candles", lang="zh", later=True)) == 3
