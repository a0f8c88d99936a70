"""Quotes of the carbon market: read as the user's files have them, or refused with every fault named."""

import datetime as dt
import os
import stat
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from data import quotes, schema
from data.records import Fault, RecordsError

SUPPLIED = schema.ROOT.parent.parent / "shared" / "carbon_quotes"
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
@pytest.mark.parametrize(("mark", "delimiter"), [(",", ","), ("\t", "\t"), (";", ";")])
def test_encodings_and_delimiters(save: Save, encoding: str, named: str, mark: str, delimiter: str) -> None:
    header = "日期,开盘价,最高价,最低价,收盘价,成交量,成交额,累计成交量,累计成交额"
    path = save(*(line.replace(",", mark) for line in [header, *DAYS]), encoding=encoding)
    (sheet,), days = quotes.gather([path])
    assert (sheet.encoding, sheet.delimiter, len(days)) == (named, delimiter, 3)
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
    assert "not read: 涨跌幅" in quotes.account(sheets, days)


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
        ("two.csv", 2, "date"), ("none.csv", 1, ""), ("gone.csv", 0, ""),
    }  # fmt: skip


def test_columns_that_lack_come_twice_or_have_another_unit(save: Save) -> None:
    lacking = faults(save("date,open,high,low,volume", "2022-03-01,1,1,1,1"))
    assert [(fault.row, fault.column) for fault in lacking] == [(1, "close"), (1, "turnover")]
    assert only(save(HEADER + ",收盘价", *(day + ",1" for day in DAYS))).column == "收盘价"
    assert only(save(HEADER.replace("volume,turnover", "volume (元),turnover"), *DAYS)).found == "unit 元"


@pytest.mark.parametrize(
    ("raw", "found"),
    [(b"", "an empty file"), (b"PK\x03\x04rest", "an Excel workbook"), (b"\xff\xfe\x00d", "bytes ff fe 00 64")],
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
    assert only(save(HEADER, *reversed(DAYS))).expected == "the oldest day first"


def test_a_day_in_two_files_and_a_sum_that_falls(save: Save) -> None:
    one = save(HEADER, *DAYS[:2], name="one.csv")
    assert (
        only(one, save(HEADER, *DAYS[1:], name="two.csv")).expected == "each day once; it is in one.csv, row 3 already"
    )
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


# --- the table --------------------------------------------------------------------------------------


def test_the_table_and_the_account(
    save: Save, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "tables"))
    later = save(HEADER, "2024-08-01,90,91,89.5,90.5,1000,90250.00,9999,999999.99", name="later.csv")
    assert quotes.main([str(later), str(save(HEADER, *DAYS))]) == 0
    said = capsys.readouterr().out
    for part in (
        "2 files",
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
    quotes.main([str(good)])
    before = schema.parquet("quotes").read_bytes()
    assert quotes.main([str(good), str(save(HEADER, put(DAYS[0], close="x"), name="bad.csv"))]) == 1
    said = capsys.readouterr().err
    assert "bad.csv, row 2, column close: found 'x'; expected a number" in said
    assert "bad.csv, row 2, column date" in said
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
