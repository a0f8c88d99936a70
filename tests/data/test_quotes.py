"""Quotes of the carbon market: read as the user's files have them, or refused with every fault named."""

import csv
import datetime as dt
import io
import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from data import quotes, schema
from data.faults import Fault, RecordsError
from data.quotes import __main__ as command

SUPPLIED = schema.ROOT.parent.parent / "shared" / "carbon_quotes"
CASES = SUPPLIED.parent / "cases" / "quotes"
HEADER = "date,open,high,low,close,volume,turnover,cum_volume,cum_turnover"
# made up: three days before the price changed its basis
DAYS = [
    "2022-03-01,50.00,51.00,49.50,50.50,1000,50250.00,1000,50250.00",
    "2022-03-02,50.50,52.00,50.50,51.80,2500,128000.25,3500,178250.25",
    "2022-03-03,51.80,51.80,51.00,51.20,40,2050.10,3540,180300.35",
]
Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Write a file of quotes: lines, or a header and its rows."""

    def saved(*lines: str, name: str = "q.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes("\n".join(lines).encode(encoding))
        return path

    return saved


def read(*paths: Path) -> list[dict[str, object]]:
    return quotes.gather(paths)[1]


def faults(*paths: Path) -> list[Fault]:
    with pytest.raises(RecordsError) as caught:
        quotes.gather(paths)
    return caught.value.faults


def only(*paths: Path) -> Fault:
    (fault,) = faults(*paths)
    return fault


def put(row: str, **cells: str) -> str:
    """A row under HEADER with other cells."""
    values = dict(zip(HEADER.split(","), row.split(","), strict=True)) | cells
    return ",".join(values.values())


# --- forms that are read ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8 BOM"), ("gbk", "GBK/GB18030"), ("gb18030", "GBK/GB18030")],
)
@pytest.mark.parametrize(("mark", "delimiter"), [(",", "comma"), ("\t", "tab"), (";", "semicolon")])
def test_encodings_and_delimiters(save: Save, encoding: str, named: str, mark: str, delimiter: str) -> None:
    header = "日期,开盘价,最高价,最低价,收盘价,成交量,成交额,累计成交量,累计成交额"
    path = save(*(line.replace(",", mark) for line in [header, *DAYS]), encoding=encoding)
    (sheet,), days = quotes.gather([path])
    assert (sheet.saved, len(days)) == (f"{named}, {delimiter}", 3)
    assert days[1]["date"] == dt.date(2022, 3, 2) and days[1]["turnover"] == Decimal("128000.25")


def test_titles_above_the_header_and_rows_as_a_spreadsheet_counts_them(save: Save) -> None:
    days = read(save("全国碳排放权交易市场每日行情,,", "", "制表：示例", HEADER, *DAYS))
    assert [day["row"] for day in days] == [5, 6, 7]


@pytest.mark.parametrize(
    "date",
    ["2022-03-01", "2022/3/1", "2022/03/01", "20220301", "2022年3月1日", "2022.3.1", "2022-03-01 00:00:00"],
)
def test_dates(save: Save, date: str) -> None:
    assert read(save(HEADER, DAYS[0].replace("2022-03-01", date)))[0]["date"] == dt.date(2022, 3, 1)


@pytest.mark.parametrize("date", ["2022-02-30", "1/3/2022", "2022-3", "2022年3月1", "202231", "三月一日", "2012-03-01"])
def test_what_is_no_date(save: Save, date: str) -> None:
    fault = only(save(HEADER, DAYS[0].replace("2022-03-01", date), *DAYS[1:]))
    assert (fault.row, fault.column, fault.found) == (2, "date", date)


@pytest.mark.parametrize(
    ("volume", "turnover", "day"),
    [
        ("成交量（吨）", "成交额（元）", "1000,50250.00"),
        ("成交量(万吨)", "成交额(万元)", "0.1,5.025"),
        ("总成交量/亿吨", "总成交额/亿元", "0.00001,0.0005025"),
        ("当日成交量 [吨]", "成交金额（单位：元）", '"1,000","50,250.00"'),
        ("total_vol_t", "total_amt_cny", "1000,50250"),
        ("Volume (t)", "Turnover (yuan)", "1000.0,50250.0"),
        ("成交量", "成交额", "１０００,50250"),
    ],
)
def test_names_and_units(save: Save, volume: str, turnover: str, day: str) -> None:
    header = f"交易日期,开盘价(元/吨),最高价（元/吨）,最低,close,{volume},{turnover}"
    (found,) = read(save(header, f"2022-03-01,50.00,51.00,49.50,50.50,{day}"))
    assert (found["volume"], found["turnover"], found["close"]) == (1000, 50250, Decimal("50.50"))


def test_a_unit_for_all_columns_above_the_header(save: Save) -> None:
    lines = (
        "单位：元/吨、万吨、万元",
        "日期,开盘价,最高价,最低价,收盘价,成交量,成交额",
        "2022-03-01,50,51,49.5,50.5,0.1,5.025",
    )
    (sheet,), (day,) = quotes.gather([save(*lines)])
    assert (day["volume"], day["turnover"]) == (1000, 50250)
    assert sheet.columns["volume"].said


def test_listed_and_block_make_the_total(save: Save) -> None:
    header = "日期,开盘价,最高价,最低价,收盘价,挂牌协议成交量,大宗协议成交量,成交额"
    assert read(save(header, "2022-03-01,50,51,49.5,50.5,400,600,50250"))[0]["volume"] == 1000
    header = "日期,开盘价,最高价,最低价,收盘价,挂牌成交量,大宗成交量,总成交量,成交额"
    good, bad = ("2022-03-01,50,51,49.5,50.5,400,600,1000,50250", "2022-03-02,50,51,49.5,50.5,400,600,1001,50250")
    assert read(save(header, good))[0]["volume"] == 1000
    fault = only(save(header, good, bad))
    assert fault == Fault("q.csv", 3, "总成交量", "1,001", "挂牌成交量 + 大宗成交量 = 1,000")


def test_a_day_without_trade(save: Save) -> None:
    days = read(save(HEADER, *DAYS, "2022-03-04,,,,,0,0,3540,180300.35", "2022-03-07,-,-,-,-,0,0.00,3540,180300.35"))
    assert [day["close"] for day in days[3:]] == [None, None]


def test_columns_of_no_use_are_told(save: Save) -> None:
    sheets, days = quotes.gather([save(HEADER + ",涨跌幅", *(f"{day},1.2%" for day in DAYS))])
    assert sheets[0].unread == ("涨跌幅",)
    assert "not read: 涨跌幅" in command.account(sheets, days)


def test_sums_rounded_in_print_agree_within_the_rounding(save: Save) -> None:
    header = "日期,开盘价,最高价,最低价,收盘价,成交量（万吨）,成交额（万元）,累计成交量（万吨）,累计成交额（亿元）"
    rows = "2022-03-01,50,51,49.5,50.5,12.35,620.5,12.35,0.06", "2022-03-02,50,51,49.5,50.5,0.02,1.0,12.38,0.06"
    assert len(read(save(header, *rows))) == 2
    fault = only(save(header, rows[0], rows[1].replace("12.38", "12.40")))
    assert (fault.row, fault.column) == (3, "累计成交量（万吨）")


# --- faults -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "column", "found"),
    [
        ({"close": "abc"}, "close", "abc"),
        ({"open": "50,5"}, "open", "50,5"),
        ({"volume": ""}, "volume", ""),
        ({"turnover": "-"}, "turnover", "-"),
        ({"high": "51.79"}, "close", "51.80"),
        ({"low": "51.00"}, "open", "50.50"),
        ({"low": "53", "high": "52"}, "low", "53"),
        ({"open": "0"}, "open", "0"),
        ({"low": "-1"}, "low", "-1"),
        ({"volume": "-2500"}, "volume", "-2,500"),
        ({"close": ""}, "close", ""),
        ({"cum_volume": "3501"}, "cum_volume", "3,501"),
        ({"cum_turnover": "178250.26"}, "cum_turnover", "178,250.26"),
        ({"turnover": "12.80"}, "turnover", "12.80"),
        ({"date": "2022-03-01"}, "date", "2022-03-01"),
    ],
)
def test_a_bad_cell_is_named(save: Save, cells: dict[str, str], column: str, found: str) -> None:
    row = put(DAYS[1], **cells)
    path = save(HEADER, DAYS[0], row.replace("50,5,", '"50,5",'), DAYS[2])
    named = [(fault.file, fault.row, fault.column, fault.found) for fault in faults(path)]
    assert ("q.csv", 3, column, found) in named
    assert all(fault.expected for fault in faults(path))


def test_every_fault_of_every_file_comes_out_together(save: Save) -> None:
    one = save(HEADER, put(DAYS[0], close="x"), put(DAYS[1], low="60"), "2022-03-03,1,2", name="one.csv")
    two = save(HEADER, put(DAYS[1], open="?"), name="two.csv")
    none = save("nothing", name="none.csv")
    named = {(fault.file, fault.row, fault.column) for fault in faults(one, two, none, one.with_name("gone.csv"))}
    assert named >= {
        ("one.csv", 2, "close"), ("one.csv", 3, "low"), ("one.csv", 4, ""), ("two.csv", 2, "open"),
        ("none.csv", 1, ""), ("gone.csv", 0, ""),
    }  # fmt: skip


def test_columns_that_lack_come_twice_or_have_another_unit(save: Save) -> None:
    lacking = faults(save("date,open,high,low,volume", "2022-03-01,1,1,1,1"))
    assert [(fault.row, fault.column) for fault in lacking] == [(1, "close"), (1, "turnover")]
    assert only(save(HEADER + ",收盘价", *(day + ",1" for day in DAYS))).column == "收盘价"
    assert only(save(HEADER.replace("volume,turnover", "volume (元),turnover"), *DAYS)).found == "unit 元"


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "an empty file"),
        (b"\xff\xfe\r\0\n\0", "an empty file"),
        (b"PK\x03\x04rest", "a workbook that does not open (Cannot detect file format)"),
        (b"\x80\xff\0", "bytes 80 ff 00"),
        (b"%PDF-1.7", "a PDF"),
        ("\ufeff<html><table>".encode(), "a web page or XML"),
    ],
)
def test_what_is_no_text(tmp_path: Path, raw: bytes, found: str) -> None:
    path = tmp_path / "q.csv"
    path.write_bytes(raw)
    assert only(path).found == found


def test_order_of_days(save: Save) -> None:
    swapped = faults(save(HEADER, DAYS[0], DAYS[2], DAYS[1]))
    assert [(fault.row, fault.column, fault.expected) for fault in swapped if fault.column == "date"] == [
        (4, "date", "a day after 2022-03-03")
    ]


def test_a_day_in_two_files_and_a_sum_that_falls(save: Save) -> None:
    one = save(HEADER, *DAYS[:2], name="one.csv")
    two = save(HEADER, put(DAYS[1], turnover="128000.26", cum_turnover="178250.26"), name="two.csv")
    assert only(one, two).expected == "each day once; in one.csv, row 3 its turnover is 128,000.25"
    assert len(read(one, save(HEADER, *DAYS[1:], name="two.csv"))) == 3
    later = "2024-08-01,90,91,89.5,90.5,1000,90250.00,{},{}"
    # days lie between: the sum may be anything from what was before
    assert len(read(one, save(HEADER, later.format(9999, "999999.99"), name="two.csv"))) == 3
    fallen = faults(one, save(HEADER, later.format(4499, "268500.24"), name="two.csv"))
    assert [fault.column for fault in fallen] == ["cum_volume", "cum_turnover"]
    assert fallen[0].expected == "no less than 3,500 + 1,000 = 4,500"


@pytest.mark.parametrize(
    ("date", "said", "basis"),
    [
        ("2023-08-25", "", "listed"), ("2023-08-25", "listed", "listed"), ("2023-08-28", "综合价", "composite"),
        ("2023-08-25", "composite", None), ("2023-08-28", "挂牌价", None), ("2023-08-28", "bid", None),
    ],
)  # fmt: skip
def test_price_basis_goes_by_date(save: Save, tmp_path: Path, date: str, said: str, basis: str | None) -> None:
    path = save("date,price_basis,open,high,low,close,volume,turnover", f"{date},{said},60,61,59,60,100,6000")
    if basis is None:
        assert only(path).column == "price_basis"
    else:
        written = quotes.write(read(path), tmp_path)
        assert duckdb.execute(f"select price_basis from read_parquet('{written}')").fetchall() == [(basis,)]


# --- one table of days in many layouts ------------------------------------------------------------------

# made up: what must come out of every layout; the third day is without trade, the last after the change of basis
TABLE: list[tuple[dt.date, list[str] | None, int, str]] = [
    (dt.date(2022, 3, 1), ["50.00", "51.00", "49.50", "50.50"], 1000, "50250.00"),
    (dt.date(2022, 3, 2), ["50.50", "52.00", "50.50", "51.80"], 25000, "1280002.50"),
    (dt.date(2022, 3, 3), None, 0, "0.00"),
    (dt.date(2022, 3, 4), ["51.80", "51.80", "51.00", "51.20"], 400, "20501.00"),
    (dt.date(2024, 8, 1), ["90.00", "91.20", "89.50", "90.50"], 3000, "270750.00"),
]
NAMES = {
    "zh": "日期 开盘价 最高价 最低价 收盘价 成交量 成交额",
    "traditional": "日期 開盤價 最高價 最低價 收盤價 成交量 成交額",
    "terminal": "时间 开盘 最高 最低 收盘 成交量 金额", "en": "Date Open High Low Close Volume Turnover",
}  # fmt: skip
DATES: dict[str, Callable[[dt.date], str]] = {
    "iso": str,
    "slashes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "close of trade": lambda day: f"{day.year}/{day.month}/{day.day} 15:00",
    "zone": lambda day: f"{day}T00:00:00+08:00",
    "utc": lambda day: f"{day - dt.timedelta(days=1)}T16:00:00Z",
    "weekday": lambda day: f"{day} 星期{'一二三四五六日'[day.weekday()]}",
    "chinese": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "digits": lambda day: f"{day:%Y%m%d}",
    "two digits": lambda day: f"{day.year - 2000}-{day.month}-{day.day}",
    "serial": lambda day: str((day - dt.date(1899, 12, 30)).days),
    "text": lambda day: f"'{day}",
    "english": lambda day: f"{day.day}-{day:%b-%y}",
}
STILL = ("", "-", "--", "–", "0", "0.00", "-0", "NaN", "停牌", "#N/A")
LARGE: dict[str, Callable[[str], str]] = {
    "plain": str,
    "grouped": lambda number: f"{Decimal(number):,}",
    "full width": lambda number: f"{Decimal(number):,}".replace(",", "，"),
    "with 万": lambda number: f"{Decimal(number) / 10000:f}万" if Decimal(number) else "0",
}
UNITS = {"": (1, 1), "吨 元": (1, 1), "万吨 万元": (10**4, 10**4), "吨 百万": (1, 10**6)}
FOOTERS: dict[str, list[list[str]]] = {
    "none": [],
    "source": [["数据来源：示例"], ["注：收盘价", "", "", "", "", "", ""]],
    "mark": [["#数据来源:示例"]],
    "sum": [["合计", "", "", "", "", "29400", "1621503.50"], ["平均", "", "60", "", "", "5880", "324300.7"]],
}
MARKS = {"comma": ",", "tab": "\t", "semicolon": ";", "bar": "|"}
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-16-be-sig")


def expected(table: list[tuple[dt.date, list[str] | None, int, str]] = TABLE) -> list[tuple[object, ...]]:
    return [
        (day, *([None] * 4 if prices is None else map(Decimal, prices)), volume, Decimal(turnover))
        for day, prices, volume, turnover in table
    ]


def found(days: list[dict[str, object]]) -> list[tuple[object, ...]]:
    return [tuple(day[name] for name in HEADER.split(",")[:7]) for day in days]


@given(
    encoding=st.sampled_from(ENCODINGS), mark=st.sampled_from(sorted(MARKS)), names=st.sampled_from(sorted(NAMES)),
    date=st.sampled_from(sorted(DATES)), still=st.sampled_from(STILL), large=st.sampled_from(sorted(LARGE)),
    units=st.sampled_from(sorted(UNITS)), footer=st.sampled_from(sorted(FOOTERS)), newest_first=st.booleans(),
    title=st.sampled_from(["", "全国碳市场每日综合价格行情", "CEA 全国碳排放配额 日线"]),
    product=st.sampled_from(["", "CEA", "碳排放配额"]),
    ends=st.sampled_from(["\n", "\r\n"]), leftover=st.booleans(), again=st.booleans(), seven=st.permutations(range(7)),
)  # fmt: skip
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_layout_gives_the_same_days(
    tmp_path: Path, encoding: str, mark: str, names: str, date: str, still: str, large: str, units: str, footer: str,
    newest_first: bool, title: str, product: str, ends: str, leftover: bool, again: bool, seven: list[int],
) -> None:  # fmt: skip
    if date == "weekday" and names == "en":
        names = "zh"
    header = NAMES[names].split()
    tonnes, yuan = UNITS[units]
    if units:
        large = "plain"  # a cell's 万 beside a column's is refused
        header[5:] = [f"{name}({unit})" for name, unit in zip(header[5:], units.split(), strict=True)]
    rows = [
        [DATES[date](day), *([still] * 4 if prices is None else prices),
         LARGE[large](f"{Decimal(volume) / tonnes:f}"), LARGE[large](f"{Decimal(turnover) / yuan:f}")]
        for day, prices, volume, turnover in TABLE
    ]  # fmt: skip
    if newest_first:
        rows.reverse()
    order = [0, *(place for place in seven if place)] if FOOTERS[footer] else seven  # a label stands first
    body = [[row[place] for place in order] for row in [header, *rows]]
    if again:
        body.insert(3, body[0])
    if product:
        body = [[*row, "品种" if row == body[0] else product] for row in body]
    body += [] if units else [[row[place] for place in order] if len(row) > 1 else row for row in FOOTERS[footer]]
    if title:
        body.insert(0, [title])
    out = io.StringIO()
    lines = csv.writer(out, delimiter=MARKS[mark], lineterminator=ends)
    lines.writerows([[*row, ""] if leftover and len(row) > 1 else row for row in body])
    path = tmp_path / "行情 (1).csv"
    text = out.getvalue()
    path.write_bytes(("\ufeff" + text).encode("utf-16-be") if encoding == "utf-16-be-sig" else text.encode(encoding))
    assert found(read(path)) == expected()


def test_workbooks(tmp_path: Path) -> None:
    """Several sheets, one of them without a table; real dates, numbers, text that looks like them; merged titles."""
    book = openpyxl.Workbook()
    assert book.active
    book.active.title = "说明"
    book.active.append(["下列各表为示例"])
    early, late = book.create_sheet("2022年"), book.create_sheet("2024年")
    early.append(["全国碳市场每日行情"])
    early.merge_cells("A1:G1")
    early.append(["日期", "综合价格", None, None, None, "合计", None])
    early.append([None, *NAMES["zh"].split()[1:]])
    for day, prices, volume, turnover in TABLE[:-1]:
        early.append([day, *(map(float, prices) if prices else [None] * 4), volume, float(turnover)])
    day, prices, volume, turnover = TABLE[-1]
    late.append(NAMES["zh"].split())
    late.append([f"{day} 00:00:00", *(prices or []), f"{volume:,}", float(turnover)])
    late.append(["合计", None, None, None, None, volume, float(turnover)])
    path = tmp_path / "行情.xlsx"
    book.save(path)
    days = read(path)
    assert found(days) == expected()
    assert {day["file"] for day in days} == {"行情.xlsx › 2022年", "行情.xlsx › 2024年"}
    assert [day["row"] for day in days] == [4, 5, 6, 7, 2]
    other = book.create_sheet("湖北")
    other.append(NAMES["zh"].split())
    other.append([dt.date(2024, 8, 2), 40, 41, 39, 40, 10, 400])
    book.save(path)
    assert only(path).file == "行情.xlsx › 湖北"
    other.title = "另表"
    other["A1"], other["B1"], other["C1"], other["D1"], other["E1"], other["F1"] = "abcdef"
    book.save(path)
    assert (only(path).file, only(path).found) == ("行情.xlsx › 另表", "no header in the first 30 lines")


def test_an_old_workbook_and_text_that_calls_itself_one(tmp_path: Path, save: Save) -> None:
    days = read(Path(__file__).with_name("quotes") / "three-days.xls")
    assert found(days) == found(read(save(HEADER, *DAYS)))
    text = [line.replace(",", "\t") for line in [HEADER, *DAYS]]
    assert found(read(save(*text, name="q.xls", encoding="gb18030"))) == found(days)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            "时间\t开盘\t最高\t最低\t收盘\t涨幅\t振幅\t成交量\t金额\t换手%",
            "2022-03-01,二\t50\t51\t49.5\t50.5\t0.1%\t1%\t1000\t5.025万\t--"),
        (
            "代码,简称,日期,开盘价(元),最高价(元),最低价(元),收盘价(元),成交额(百万),成交量(吨)",
            "CEA.SH,碳排放配额,2022-03-01,50,51,49.5,50.5,0.05025,1000"),
        (
            "      日期\t    开盘\t    最高\t    最低\t    收盘\t    成交量\t    成交额",
            "2022/03/01\t50\t51\t49.5\t50.5\t1000\t50250"),
        (
            "日期   开盘价  最高价   最低价  收盘价  成交量  成交额",
            "2022-03-01  50  51  49.5  50.5  1000  50250"),
        ("日期,综合价格,,,,挂牌协议交易,,大宗协议交易,,总计,\n,开盘价,最高价,最低价,收盘价,成交量,成交额,成交量,成交额,成交量,成交额",
         "2022-03-01,50,51,49.5,50.5,400,20100,600,30150,1000,50250"),
        (
            "日期,开盘价,最高价,最低价,收盘价,成交量,成交额\n,元/吨,元/吨,元/吨,元/吨,万吨,万元",
            "2022-03-01,50,51,49.5,50.5,0.1,5.025"),
        (
            "日期,开盘价,最高价,最低价,收盘价,成交量,成交额,总手",
            "2022-03-01,¥50.00,51元,49.5元/吨,50.5,1.0E+03,￥50250元,1"),
        (
            '日期\t开盘价\t最高价\t最低价\t收盘价\t成交量\t成交额',
            '="2022-03-01"\t50\t51\t49.5\t50.5\t1000吨\t50250'),
    ],
)  # fmt: skip
def test_exports_of_terminals_and_spreadsheets(save: Save, header: str, row: str) -> None:
    (day,) = read(save("全国碳市场", header, row, "数据来源：示例", encoding="gb18030"))
    assert found([day]) == [expected()[0]]


@pytest.mark.parametrize(
    "product",
    [
        "CEA",
        "cea",
        "全国碳排放配额",
        "碳排放配额",
        "全國碳排放配額",
        "综合",
        "CEA综合",
        "综合价格行情",
        "全国碳市场",
        "CEA.SH",
    ],
)
def test_the_national_market_by_its_names(save: Save, product: str) -> None:
    assert len(read(save(f"{HEADER},名称,代码", *(f"{day},{product},000001" for day in DAYS)))) == 3


def test_a_weekend_may_be_a_working_day_and_a_closed_day_is_none(save: Save) -> None:
    days = read(save(HEADER, *DAYS, put(DAYS[2], date="2022-03-05", cum_volume="3580", cum_turnover="182350.45"),
                     "2022-03-06,休市,休市,休市,休市,休市,休市,,"))  # fmt: skip
    assert [str(day["date"]) for day in days[2:]] == ["2022-03-03", "2022-03-05"]


def test_the_finer_print_of_a_day_in_two_files_counts(save: Save) -> None:
    coarse = save(
        "日期,开盘价,最高价,最低价,收盘价,成交量(万吨),成交额(万元)", "2022-03-02,50.5,52,50.5,51.8,0.2,12.8",
        "2022-03-04,51,51,51,51,0.1,5.1", name="a.csv",
    )  # fmt: skip
    fine = save(HEADER, DAYS[1], name="b.csv")
    for paths in ((coarse, fine), (fine, coarse)):
        first = read(*paths)[0]
        assert (first["volume"], first["turnover"], first["cum_volume"]) == (2500, Decimal("128000.25"), 3500)


# --- kinds that are refused, for the right reason -------------------------------------------------------

PLAIN = "日期,开盘价,最高价,最低价,收盘价,成交量,成交额"
FIRST, SECOND = "2022-03-01,50,51,49.5,50.5,1000,50250", "2022-03-02,50.5,52,50.5,51.8,2500,128000"
PARTED = "日期,开盘价,最高价,最低价,收盘价,挂牌协议成交量,挂牌协议成交额,大宗协议成交量,大宗协议成交额,成交量,成交额"


def without(*names: str) -> tuple[str, Callable[[str], str]]:
    """PARTED without some columns, and what takes them out of a row."""
    kept = [place for place, name in enumerate(PARTED.split(",")) if name not in names]

    def cut(row: str) -> str:
        cells = row.split(",")
        return ",".join(cells[place] for place in kept)

    return cut(PARTED), cut


WHOLE = "2022-03-01,50,51,49.5,50.5,1000,50250,400,20000,1400,70250"


@pytest.mark.parametrize(
    ("lacking", "cells", "column"),
    [
        # the whole's turnover beside a part's volume, or the other way round, where blocks are known …
        (("挂牌协议成交量", "挂牌协议成交额"), {"成交额": "50250"}, "成交额"),
        (("挂牌协议成交量", "挂牌协议成交额"), {"成交量": "1000"}, "成交额"),
        # … by their volume alone, or beside the listed
        (("挂牌协议成交量", "挂牌协议成交额", "大宗协议成交额"), {"成交量": "1000"}, "成交额"),
        (("挂牌协议成交额", "大宗协议成交额", "成交量"), {"成交额": "50250"}, "成交额"),
        # … or where only a part is there at all
        (("大宗协议成交量", "大宗协议成交额", "成交量"), {}, "volume"),
        # each way of trading by itself
        ((), {"挂牌协议成交额": "70250", "成交额": "90250"}, "挂牌协议成交额"),
        ((), {"大宗协议成交额": "9000", "成交额": "59250"}, "大宗协议成交额"),
        # a listed trade outside the day's prices where there was no block
        (
            ("挂牌协议成交额", "大宗协议成交额"),
            {"挂牌协议成交量": "1400", "大宗协议成交量": "0", "成交额": "73000"},
            "成交额",
        ),
        # nothing known of parts: more than a block may be off
        (("挂牌协议成交量", "挂牌协议成交额", "大宗协议成交量", "大宗协议成交额"), {"成交量": "900"}, "成交额"),
        ((), {"大宗协议成交量": "1500", "成交量": "2500"}, "大宗协议成交额"),
        ((), {"成交量": "1500"}, "成交量"),
        (("挂牌协议成交量", "挂牌协议成交额"), {"大宗协议成交量": "4000"}, "大宗协议成交量"),
        (("挂牌协议成交量", "挂牌协议成交额"), {"大宗协议成交额": "200000"}, "大宗协议成交额"),
    ],
)  # fmt: skip
def test_a_part_is_not_taken_for_the_whole(
    save: Save, lacking: tuple[str, ...], cells: dict[str, str], column: str
) -> None:
    header, cut = without(*lacking)
    wrong = ",".join((dict(zip(PARTED.split(","), WHOLE.split(","), strict=True)) | cells).values())
    if {"成交量", "成交额"}.isdisjoint(lacking):
        assert len(read(save(header, cut(WHOLE)))) == 1
    assert column in {fault.column for fault in faults(save(header, cut(wrong)))}


def test_a_volume_that_lacks_the_blocks_every_day(save: Save) -> None:
    """A single block may be a quarter above the day's high; not the average of most days."""
    one = "2022-03-{},50,51,49.5,50.5,1000,{}"
    assert len(read(save(PLAIN, one.format("01", 62000), one.format("02", 50250), one.format("03", 50250)))) == 3
    fault = only(save(PLAIN, *(one.format(day, 62000) for day in ("01", "02", "03"))))
    assert "on 3 of 3 days" in fault.expected and fault.column == "成交额"


@pytest.mark.parametrize(
    ("lines", "row", "column", "found"),
    [
        # one vintage a day, another market, a mixture, a code that says nothing
        ([f"品种,{PLAIN}", f"CEA19-20,{FIRST}", f"CEA22,{SECOND}"], 2, "品种", "CEA19-20"),
        ([f"品种,{PLAIN}", f"CEA,{FIRST}", f"CEA22,{SECOND}"], 3, "品种", "CEA22"),
        ([f"{PLAIN},合约", f"{FIRST},2022年度配额"], 2, "合约", "2022年度配额"),
        ([f"symbol,{PLAIN}", f"HBEA,{FIRST}"], 2, "symbol", "HBEA"),
        ([f"产品名称,{PLAIN}", f"全国碳排放配额,{FIRST}", f"湖北碳排放配额,{SECOND}"], 3, "产品名称", "湖北碳排放配额"),
        ([f"标的,{PLAIN}", f"CCER,{FIRST}"], 2, "标的", "CCER"),
        ([f"代码,{PLAIN}", f"A01,{FIRST}"], 2, "代码", "A01"),
        ([f"市场,{PLAIN}", f"上海,{FIRST}"], 2, "市场", "上海"),
        ([f"名称,代码,{PLAIN}", f"CEA,A01,{FIRST}", f"CEA,A02,{SECOND}"], 2, "代码", "A01"),
        ([f",{PLAIN}", f"CEA21,{FIRST}", f"CEA22,{SECOND}"], 3, "", "CEA22"),
        ([f"交易方式,{PLAIN}", f"挂牌协议,{FIRST}"], 2, "交易方式", "挂牌协议"),
        ([PLAIN, "2022-03-01,50,51,49.5,休市,1000,50250"], 2, "收盘价", "休市"),
        (["广东碳市场日行情", PLAIN, FIRST], 1, "", "a title that names 广东碳: 广东碳市场日行情"),
        (["EUA Futures", PLAIN, FIRST], 1, "", "a title that names EUA: EUA Futures"),
        (["CEA22 日线", PLAIN, FIRST], 1, "", "a title that names CEA22: CEA22 日线"),
        ([PLAIN, FIRST, "数据来源：湖北碳排放权交易中心"], 3, "",
         "a title that names 湖北碳: 数据来源：湖北碳排放权交易中心"),
        # rows that are no days
        ([PLAIN, FIRST, "合计,,,,,1000,50250", SECOND], 3, "", "合计"),
        ([PLAIN, FIRST, "合计", SECOND], 3, "", "合计"),
        ([PLAIN, FIRST, SECOND, "合计,,,,,3501,178250"], 4, "成交量", "3501"),
        ([PLAIN, FIRST, SECOND, "累计,,,,,3499,178250"], 4, "成交量", "3499"),
        ([PLAIN, FIRST, "2022-03-0"], 3, "", "1 cells"),
        ([PLAIN, FIRST, ",,,,,2500,128000"], 3, "日期", ""),
        ([PLAIN, FIRST, "2022-03-02,,,,,,"], 3, "成交量", ""),
        # the same day twice, and days in no order
        ([PLAIN, FIRST, FIRST.replace("50250", "50251")], 3, "日期", "2022-03-01"),
        ([PLAIN, SECOND, FIRST, "2022-03-03,51,51,51,51,100,5100"], 3, "日期", "2022-03-01"),
        # cells
        ([PLAIN, FIRST.replace(",1000,", ",10手,")], 2, "成交量", "10手"),
        ([PLAIN.replace("成交量", "成交量(手)"), FIRST], 1, "成交量(手)", "unit 手"),
        ([PLAIN.replace("成交量", "总手"), FIRST], 1, "总手", "unit 手"),
        ([PLAIN.replace("收盘价", "收盘价(欧元/吨)"), FIRST], 1, "收盘价(欧元/吨)", "unit 欧元/吨"),
        ([PLAIN.replace("成交量", "成交量(万吨)"), FIRST.replace(",1000,", ",0.1万,")], 2, "成交量(万吨)", "0.1万"),
        ([PLAIN, FIRST.replace("50.5", "€50.5")], 2, "收盘价", "€50.5"),
        ([PLAIN, FIRST.replace("50.5", "50.5%")], 2, "收盘价", "50.5%"),
        ([PLAIN, "2022-03-01,0,0,0,0,1000,50250"], 2, "开盘价", "0"),
        ([PLAIN, "2022-03-01,50,51,49.5,50.5,0,0"], 2, "收盘价", "50.50"),
        ([PLAIN, "2022-03-01,-,-,-,-,0,50250"], 2, "成交额", "50,250"),
        ([PLAIN, FIRST.replace("2022-03-01", "2022-03-01 星期一")], 2, "日期", "2022-03-01 星期一"),
        ([PLAIN, FIRST.replace("2022-03-01", "24-8-21")], 2, "日期", "24-8-21"),
        ([PLAIN, FIRST.replace("2022", "2099")], 2, "日期", "2099-03-01"),
    ],
)  # fmt: skip
def test_what_is_refused_and_why(save: Save, lines: list[str], row: int, column: str, found: str) -> None:
    assert (row, column, found) in [(fault.row, fault.column, fault.found) for fault in faults(save(*lines))]


@pytest.mark.parametrize(
    "name", ["湖北碳市场2024.csv", "HBEA.csv", "gdea_2024.csv", "CEA22.csv", "北京.csv", "hubei carbon.csv"]
)
def test_a_file_named_for_another_market(save: Save, name: str) -> None:
    assert only(save(PLAIN, FIRST, name=name)).row == 0


@pytest.mark.parametrize(
    "title",
    [
        "全国碳市场每日综合价格行情及成交信息 来源：上海环境能源交易所",
        "CEA 碳排放配额 日线 不复权", "CEA2024年8月", "sep=,",
        "National carbon market, Shanghai Environment and Energy Exchange",
        "湖北碳排放权注册登记结算有限责任公司（中碳登）",
    ],
)  # fmt: skip
def test_titles_that_name_no_other_market(save: Save, title: str) -> None:
    assert len(read(save(f'"{title}"', PLAIN, FIRST, SECOND))) == 2


# --- from the command line ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("行情 (1).csv", ["行情 (1).csv"]),
        ("a.csv b.csv", ["a.csv", "b.csv"]),
        ("a.csv 行情 (1).csv b.csv", ["a.csv", "行情 (1).csv", "b.csv"]),
        ("'行情 (1).csv' \"b.csv\"", ["行情 (1).csv", "b.csv"]),
        (r"行情\ \(1\).csv b.csv", ["行情 (1).csv", "b.csv"]),
        ("?.csv", ["a.csv", "b.csv"]),
        ("表[1].csv", ["表[1].csv"]),
        ("年 表", ["c.xlsx", "d.txt"]),
        ("年 表/*.txt a.csv", ["d.txt", "a.csv"]),
        ("行情 (9).csv", ["行情", "(9).csv"]),
        ("", []),
    ],
)
def test_names_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, names: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "年 表").mkdir()
    for name in (
        "a.csv",
        "b.csv",
        "行情 (1).csv",
        "表[1].csv",
        "年 表/c.xlsx",
        "年 表/d.txt",
        "年 表/~$c.xlsx",
        "年 表/读我.md",
    ):
        (tmp_path / name).touch()
    assert [path.name for path in command.listed(line)] == names


@pytest.mark.skipif(not shutil.which("make"), reason="no make")
def test_make_hands_a_name_on_as_it_is(save: Save, tmp_path: Path) -> None:
    path = save(HEADER, *DAYS, name="行情 (1).csv")
    root = schema.ROOT.parent
    asked = ["make", "--no-print-directory", "-o", ".venv/installed", "quotes", f"FILES={path}"]
    ran = subprocess.run(asked, cwd=root, env=os.environ | {"DATA_DIR": str(tmp_path)}, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert "行情 (1).csv: 3 days" in ran.stdout
    ran = subprocess.run(asked[:-1], cwd=root, capture_output=True, text=True)
    assert ran.returncode != 0 and "FILES=" in ran.stderr


# --- the table --------------------------------------------------------------------------------------


def test_the_table_and_the_account(
    save: Save, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "tables"))
    later = save(HEADER, "2024-08-01,90,91,89.5,90.5,1000,90250.00,9999,999999.99", name="later.csv")
    assert command.main([str(later), str(save(HEADER, *DAYS))]) == 0
    said = capsys.readouterr().out
    for part in (
        "2 tables",
        "4 days",
        "2022-03-01 to 2024-08-01",
        "UTF-8",
        "吨",
        "no day between 2022-03-03 and 2024-08-01",
    ):
        assert part in said
    path = schema.parquet("quotes")
    described = duckdb.execute(f"describe select * from read_parquet('{path}')").fetchall()
    assert {row[0]: row[1] for row in described} == schema.QUOTES
    rows = duckdb.execute(f"select date, cum_turnover, file, row from read_parquet('{path}')").fetchall()
    assert rows[0] == (dt.date(2022, 3, 1), 50250.0, "q.csv", 2)
    assert rows[-1] == (dt.date(2024, 8, 1), 999999.99, "later.csv", 2)
    assert [item.name for item in path.parent.iterdir()] == ["quotes.parquet"]


def test_a_fault_keeps_the_last_good_table(
    save: Save, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "tables"))
    good = save(HEADER, *DAYS)
    command.main([str(good)])
    before = schema.parquet("quotes").read_bytes()
    assert command.main([str(good), str(save(HEADER, put(DAYS[0], close="x"), name="bad.csv"))]) == 1
    said = capsys.readouterr().err
    assert "bad.csv, row 2, column close: found 'x'; expected a number" in said
    assert schema.parquet("quotes").read_bytes() == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="file rights do not bind here")
def test_a_file_that_may_not_be_read_is_named(save: Save) -> None:
    path = save(HEADER, *DAYS)
    path.chmod(0)
    assert only(path).found == "Permission denied"
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)


def test_the_files_supplied(tmp_path: Path) -> None:
    paths = sorted(SUPPLIED.glob("*.csv")) if SUPPLIED.is_dir() else []
    if not paths:
        pytest.skip(f"no quotes at {SUPPLIED}")
    path = quotes.write(quotes.gather(paths)[1], tmp_path)
    table = f"read_parquet('{path}')"
    spans = duckdb.execute(
        f"select price_basis, count(*), min(date)::varchar, max(date)::varchar from {table} group by 1 order by 3"
    ).fetchall()
    assert spans == [
        ("listed", 514, "2021-07-16", "2023-08-25"),
        ("composite", 12, "2024-08-01", "2024-08-16"),
    ]
    at = duckdb.execute(f"select cum_volume, cum_turnover from {table} where date = '2024-08-14'").fetchone()
    assert at == (469_040_410, 27_333_331_194.27)
    years = duckdb.execute(
        f"select year(date), sum(volume), round(sum(turnover) / 1e9, 3) from {table} group by 1 order by 1 limit 2"
    ).fetchall()
    assert years == [(2021, 178_789_350, 7.661), (2022, 50_889_493, 2.814)]


@pytest.mark.parametrize(
    ("name", "dates", "wrong"),
    [
        ("a-tdx.txt", 2, ""), ("d-listed-turnover-as-total.csv", 0, "成交额"),
        ("d2-part-larger-than-total.csv", 0, "大宗协议成交量"), ("e2-one-vintage-a-day.csv", 0, "品种"),
        ("h-unicode-text.txt", 1, ""), ("i2-sum-footer.csv", 2, ""), ("j-newest-first.csv", 3, ""), ("k-*.csv", 3, ""),
        ("m-zeros.csv", 5, ""), ("q-excel-cells.csv", 5, ""), ("行情 (1).csv", 2, ""),
    ],
)  # fmt: skip
def test_the_cases_supplied(name: str, dates: int, wrong: str) -> None:
    paths = sorted(CASES.glob(name)) if CASES.is_dir() else []
    if not paths:
        pytest.skip(f"no cases at {CASES}")
    if wrong:
        assert wrong in {fault.column for fault in faults(*paths)}
    else:
        assert len(read(*paths)) == dates
