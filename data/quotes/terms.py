"""The words of quotes files: names of columns, units, marks of nothing, and what is or is not the national market."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Final

OPENED: Final = dt.date(2021, 7, 16)  # the market's first day
BASIS_CHANGED: Final = dt.date(2023, 8, 28)  # from here the exchange prints the composite price, before it the listed

PRICES: Final = ("open", "high", "low", "close")
WAYS: Final = ("listed", "block", "auction")
PARTS: Final = {total: tuple(f"{way}_{total}" for way in WAYS) for total in ("volume", "turnover")}
DIMENSION: Final = {
    **dict.fromkeys(PRICES, "price"),
    **dict.fromkeys(("volume", *PARTS["volume"], "cum_volume"), "mass"),
    **dict.fromkeys(("turnover", *PARTS["turnover"], "cum_turnover"), "money"),
}
# t, yuan, yuan a tonne: what cannot be divided is printed whole
QUANTUM: Final = {"mass": Decimal(1), "money": Decimal("0.01"), "price": Decimal("0.01")}

# the unit as a header or a cell has it -> dimension, factor to t, yuan or yuan a tonne
TONNE: Final = ("吨", "t", "ton", "tons", "tonne", "tonnes", "tco2", "tco2e", "吨co2", "吨co2e", "吨二氧化碳当量")
YUAN: Final = ("元", "人民币元", "元人民币", "人民币", "cny", "yuan", "rmb")
LARGE: Final = {"千": 10**3, "万": 10**4, "百万": 10**6, "亿": 10**8}
UNITS: Final[dict[str, tuple[str, Decimal]]] = {
    **{unit: ("mass", Decimal(1)) for unit in TONNE},
    **{f"{large}吨": ("mass", Decimal(factor)) for large, factor in LARGE.items()},
    **{unit: ("money", Decimal(1)) for unit in YUAN},
    **{f"{large}元": ("money", Decimal(factor)) for large, factor in LARGE.items()},
    **{f"{yuan}/{tonne}": ("price", Decimal(1)) for yuan in YUAN for tonne in TONNE},
    **{f"{unit}million": ("money", Decimal(10**6)) for unit in YUAN if unit.isascii()},
    **{f"million{unit}": ("money", Decimal(10**6)) for unit in YUAN if unit.isascii()},
    **{f"million{unit}": ("mass", Decimal(10**6)) for unit in TONNE if unit.isascii()},
    "元每吨": ("price", Decimal(1)),
}
OFFERED: Final = {"price": "元/吨", "mass": "吨, 万吨, 亿吨", "money": "元, 万元, 亿元"}
PLAIN: Final = {"price": "元/吨", "mass": "吨", "money": "元"}  # what a column is in where nothing says
LOTS: Final = "手"  # a terminal's unit of volume; how many tonnes it is, no file says

# names as headers have them, without unit, space, bracket or underscore
NAMES: Final[dict[str, str]] = {
    name: column
    for column, names in {
        "date": "日期 交易日期 交易日 成交日期 行情日期 数据日期 统计日期 日期时间 date tradedate tradingdate"
        " tradingday day datetime",
        "time": "时间 交易时间 time tradetime timestamp",  # the date where no other column is
        "open": "开盘价 开盘 今开 今开盘 开盘价格 开市价 open openprice openingprice",
        "high": "最高价 最高 最高价格 high highprice highest highestprice",
        "low": "最低价 最低 最低价格 low lowprice lowest lowestprice",
        "close": "收盘价 收盘 收盘价格 收市价 今收盘 close closeprice closingprice",
        "volume": "成交量 总成交量 当日成交量 合计成交量 总计成交量 成交总量 成交数量 交易量 总交易量 日成交量"
        " 全部成交量 碳排放配额总成交量 volume vol totalvolume totalvol tradingvolume tradevolume volumetraded",
        "lots": "总手 手数 成交手数 lots",
        "listed_volume": "挂牌成交量 挂牌协议成交量 挂牌交易成交量 挂牌协议交易成交量 挂牌交易量 挂牌协议交易量"
        " listedvolume listedvol",
        "block_volume": "大宗成交量 大宗协议成交量 大宗交易成交量 大宗协议交易成交量 大宗交易量 大宗协议交易量"
        " blockvolume blockvol",
        "auction_volume": "单向竞价成交量 单向竞买成交量 竞价成交量 auctionvolume auctionvol",
        "turnover": "成交额 总成交额 当日成交额 合计成交额 总计成交额 成交金额 总成交金额 成交总额 交易额 总交易额"
        " 交易金额 金额 总金额 日成交额 全部成交额 碳排放配额总成交额 turnover totalturnover amount totalamount amt"
        " totalamt tradingvalue",
        "listed_turnover": "挂牌成交额 挂牌协议成交额 挂牌交易成交额 挂牌协议交易成交额 挂牌成交金额 挂牌协议成交金额"
        " 挂牌协议交易成交金额 listedturnover listedamount listedamt",
        "block_turnover": "大宗成交额 大宗协议成交额 大宗交易成交额 大宗协议交易成交额 大宗成交金额 大宗协议成交金额"
        " 大宗协议交易成交金额 blockturnover blockamount blockamt",
        "auction_turnover": "单向竞价成交额 单向竞买成交额 竞价成交额 auctionturnover auctionamount auctionamt",
        "cum_volume": "累计成交量 累计总成交量 总累计成交量 cumvolume cumvol cumulativevolume",
        "cum_turnover": "累计成交额 累计成交金额 累计总成交额 总累计成交额 cumturnover cumamount cumamt"
        " cumulativeturnover cumulativeamount",
        "price_basis": "价格口径 价格类型 价格基准 pricebasis",
        "product": "品种 交易品种 品种名称 品种代码 产品 产品名称 产品代码 交易产品 代码 证券代码 股票代码 合约"
        " 合约代码 合约名称 标的 交易标的 标的名称 名称 简称 证券名称 证券简称 股票名称 配额 配额类型 配额种类"
        " 配额年度 配额年份 履约年度 市场 交易市场 碳市场 symbol code name ticker product productname instrument"
        " contract market asset security vintage allowance secid tscode",
        "way": "交易方式 成交方式 交易类型 tradingmethod trademethod trademode tradetype",
    }.items()
    for name in names.split()
}
# what a group of columns may be headed without the columns meaning less than the day's own
GROUP: Final = "(?:全国碳市场|每日|当日|今日|综合|价格|行情|成交情况|交易情况|成交|交易|总计|合计|总体|全部|总)+"
BASIS_NAMES: Final = {
    "listed": "listed", "挂牌": "listed", "挂牌价": "listed", "挂牌价格": "listed", "挂牌协议": "listed",
    "composite": "composite", "综合": "composite", "综合价": "composite", "综合价格": "composite",
}  # fmt: skip

# cells that say outright that there is nothing to say, and those in which nothing stands
UNTRADED: Final = ("停牌", "无", "无成交", "未成交", "无交易", "未交易", "无行情")
NOTHING: Final = (*UNTRADED, "-", "--", "---", "—", "——", "–", "––", "―", "−", "/")
EMPTY: Final = ("", *NOTHING, "nan", "n/a", "na", "#n/a", "null", "none", "nil", "nat")
ALL_WAYS: Final = ("合计", "总计", "全部", "全部方式", "总", "所有", "all", "total")  # of trading
CLOSED: Final = ("休市", "闭市", "非交易日", "节假日")  # no trading day at all

# rows below the days that are none
FOOTER: Final = re.compile(
    r"[#*※]|(?:本|当|全)?(?:日|周|月|季|年)?度?(?:合计|总计|小计|总和|求和|累计|汇总|平均|均值|最高|最低|最大|最小|中位)"
    r"|(?:数据|资料|信息)?来源|注|备注|说明|附注|制表|制作|编制|审核|填表|打印|导出|下载|更新|免责|声明|单位"
    r"|(?:grand|sub)?-?total|sum|average|avg|mean|median|max|min|source|notes?\b|data|export|disclaimer"
)
SUM: Final = re.compile(
    r"(本|当|全)?(日|周|月|季|年)?度?(合计|总计|小计|总和|求和|汇总|累计)|(?:grand|sub)?-?total|sum"
)

TRADITIONAL: Final = str.maketrans(
    "開盤價額幣萬億噸掛協議總計單競買標註備來數據漲權國場綜廣東慶歐稱碼約產時間類證電種報湖資訊聲說製編審無個過當",
    "开盘价额币万亿吨挂协议总计单竞买标注备来数据涨权国场综广东庆欧称码约产时间类证电种报湖资讯声说制编审无个过当",
)


def plain(cell: str) -> str:
    """A cell without full-width forms, space, traditional characters and a spreadsheet's mark of text."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", unquoted(cell)))
    return text.translate(TRADITIONAL)


def unquoted(cell: str) -> str:
    """A cell without what a spreadsheet marks text by: '2024-08-01 or ="2024-08-01"."""
    cell = cell.strip()
    if bare := re.fullmatch('="(.*)"', cell):
        cell = bare[1]
    return cell.lstrip("'‘’`").strip()


def basis_of(date: dt.date | None) -> str:
    """Which price the exchange prints for a day: "listed" (挂牌价) or "composite" (综合价)."""
    return "listed" if date is None or date < BASIS_CHANGED else "composite"


@lru_cache(4096)
def named(cell: str) -> tuple[str, str]:
    """The column that a header names, else nothing, and the unit it gives, else nothing."""
    name, unit = plain(cell).lower().replace("％", "%"), ""
    if bracketed := re.fullmatch(r"(.+?)[(\[【](?:单位:?)?([^()\[\]【】]+)[)\]】]", name):
        name, unit = bracketed.groups()
    column = _column(name)
    if not column and not unit:
        for known in (*UNITS, *LARGE, LOTS):
            if name.endswith(known) and (rest := name.removesuffix(known).rstrip("_/:,、-")) and _column(rest):
                column, unit = _column(rest), max(unit, known, key=len)
    if column == "lots":
        return "volume", LOTS
    dimension = DIMENSION.get(column)
    if unit in LARGE and dimension in ("mass", "money"):  # 成交额(万)
        unit += PLAIN[dimension][0]
    if unit in YUAN and dimension == "price":  # close_cny: yuan, and a price is per tonne
        unit = PLAIN["price"]
    return column, unit


def _column(name: str) -> str:
    name = re.sub(r"[_\-:/、.*※]", "", name)
    return NAMES.get(name) or NAMES.get(re.sub(f"^{GROUP}", "", name), "")


# --- whose quotes these are -----------------------------------------------------------------------

# the exchange and the registry, whose seats are no markets
_INSTITUTIONS: Final = re.compile(
    r"上海(?:环境能源|环境|能源)交易所|上海环交所|(?:湖北|全国)碳排放权(?:注册登记|登记结算)|中碳登"
    r"|shanghaienvironmentandenergyexchange|shanghaienvironmentenergyexchange|sheex|cneeex"
)
_CODES: Final = "hbea gdea shea bea bjea sza szea tjea cqea fjea eua euaa uka ccer vcu vcs nzu kau rggi phcer gdcer sze"
_PLACES: Final = "湖北 广东 上海 北京 深圳 天津 重庆 福建 四川 欧盟 欧洲 英国 美国 加州 韩国 新西兰"
_CITIES: Final = "hubei guangdong shanghai beijing shenzhen tianjin chongqing fujian california korea european uk eu"
_OTHERS: Final = re.compile(
    rf"(?<![a-z])(?:{'|'.join(_CODES.split())})(?![a-z])"
    rf"|(?:{'|'.join(_PLACES.split())})(?:省|市)?(?:试点)?(?:碳|配额|排放|行情|日行情|日线|k线|成交|交易|ets)"
    rf"|(?<![a-z])(?:{'|'.join(_CITIES.split())})[_\- ]?(?:pilot)?[_\- ]?(?:carbon|emission|allowance|ets|pilot)"
    r"|(?:地方|区域)?试点(?:碳)?(?:市场|配额)|自愿减排|核证减排|绿证|绿色电力证书|碳普惠|碳汇(?!大厦)"
)
_PLACE_ALONE: Final = re.compile(rf"[\W\d_年月日]*({'|'.join(_PLACES.split())})(?:省|市)?[\W\d_年月日]*")
_VINTAGES: Final = re.compile(r"(?<![a-z])cea(?:19-?20|19|2\d)(?![\d年]|-?\d)|(?:\d\d-)?\d{2,4}年度(?:碳排放)?配额")
_NATIONAL: Final = re.compile(
    r"全国|中国|碳|排放权?|配额|市场|交易|综合|价格|行情|指数|日线|日k线?|k线|收盘|价|现货|所有|全部|总计|合计|总|权"
    r"|cea|china|national|carbon|emissions?|allowances?|market|composite|total|price|spot|daily|ets|all|trading|of|the"
    r"|sheex|cneeex|(?<=\.)(?:sh|cn|eex)"
)
NATIONAL: Final = "the national market as a whole: CEA, 全国碳排放配额, 综合; no single vintage, no other market"


def other_market(title: str, *, label: bool = False) -> str:
    """The part of a title that names one vintage or another market; mostly nothing.

    In a ``label``, the name of a file or a sheet, a place alone names its market.
    """
    text = _INSTITUTIONS.sub(" ", re.sub(r"\s+", " ", unicodedata.normalize("NFKC", title)).lower())
    text = _INSTITUTIONS.sub(" ", text.translate(TRADITIONAL))
    found = _OTHERS.search(text) or _OTHERS.search(text.replace(" ", "")) or _VINTAGES.search(text)
    if not found and label:
        found = _PLACE_ALONE.fullmatch(text)
        return found[1] if found else ""
    return found[0].strip().upper() if found else ""


def product(cell: str) -> str:
    """What a cell of a product column names: "national", "other", "unknown" (a code, say), nothing where empty."""
    text = _INSTITUTIONS.sub("", plain(cell).lower())
    if text in EMPTY:
        return "national" if plain(cell).lower() not in EMPTY else ""
    if _OTHERS.search(text) or _VINTAGES.search(text):
        return "other"
    rest = re.sub(r"[\W_]", "", _NATIONAL.sub("", text))
    if rest == re.sub(r"[\W_]", "", text):
        return "unknown"
    return "other" if rest else "national"
