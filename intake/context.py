"""What a figure's own sentence often leaves out, carried from title, heading and paragraph: period, subject, status.

A period is a pair of days, either of which may be open. ``None`` stands for a passage that gives no period.
"""

import calendar
import csv
import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from intake import CATALOGUE
from intake.document import Passage
from intake.numbers import DATE, YEAR, Numeral, parse


class Period(NamedTuple):
    """First and last day, inclusive; ``None`` where open."""

    start: dt.date | None = None
    end: dt.date | None = None


FIVE_YEARS: Final = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
_COMPARED: Final = re.compile("(?:[比较与同于]|相较|相比|快于|高于|低于|好于)(?:上年|去年)?$")


@dataclass
class Setting:
    """What holds for the whole text: its kind, the year that 今年 means, whom it is about."""

    kind: str  # work (a government's work report), statistics, news
    year: int | None
    subject: str
    today: dt.date | None = None
    only_day: Period | None = None
    told: bool = False  # news of a work report, which is of the year before


# --- the whole text ---------------------------------------------------------------------------------


def setting(passages: list[Passage], name: str = "") -> Setting:
    """Kind, year and subject, from title, dateline and text; the file's ``name`` is asked last for the year."""
    head = "\n".join(passage.text for passage in passages[:20])[:900]
    whole = "\n".join(passage.text for passage in passages)
    kind = "news"
    if any(passage.kind == "title" and "工作报告" in passage.text for passage in passages) or re.search(
        "向(?:大会|会议)报告(?:政府)?工作", head
    ):
        kind = "work"
    elif re.search("统计公报|统计局|经济运行|国民经济", head):
        kind = "statistics"
    title = re.search(f"({YEAR}) ?年?[^。，]{{0,30}}(?:工作报告|公报)", head)
    day = re.search(rf"({YEAR})(?:[-/.]|年 ?)([0-9]{{1,2}})(?:[-/.]|月 ?)([0-9]{{1,2}})(?![0-9])(?!月)", head)
    today = None
    if day:
        try:
            today = dt.date(*(int(part) for part in day.groups()))
        except ValueError:
            today = None
    year = int(title[1]) if title else today.year if today else _year(whole, name)
    told = kind == "news" and bool(re.search("作政府工作报告|政府工作报告提出", head))
    return Setting(kind, year, _about(passages, whole), today, _only_day(passages, year), told)


def _year(whole: str, name: str) -> int | None:
    """The latest year that the text names as a year; or two after the one its two-year averages start from."""
    if "两年平均" in whole and (base := re.search(f"比({YEAR})年", whole)):
        return int(base[1]) + 2
    named = [int(year) for year in re.findall(f"(?<![0-9])({YEAR})(?=[ 年]|[\u4e00-\u9fff])", whole)]
    named = [year for year in named if 1990 <= year <= 2060]
    if named:
        often = Counter(named)
        return max(year for year in often if often[year] > 1 or len(often) < 4 or year == max(named))
    file_year = re.search(f"(?<![0-9]){YEAR}(?![0-9])", name)
    return int(file_year[0]) if file_year else None


def _only_day(passages: list[Passage], year: int | None) -> Period | None:
    """The day of a text that tells of one day alone."""
    days = {
        hit.group(1, 2)
        for passage in passages
        if passage.kind == "paragraph" and len(passage.text) > 40
        for hit in re.finditer("([0-9]{1,2})月([0-9]{1,2})日", passage.text)
    }
    if len(days) != 1 or year is None:
        return None
    month, day = (int(part) for part in days.pop())
    try:
        only = dt.date(year, month, day)
    except ValueError:
        return None
    return Period(only, only)


@cache
def _subjects() -> tuple[tuple[str, str], ...]:
    """Names and ids of the catalogue's subjects, the longest names first; places also without 省, 市, 区."""
    found = {}
    with (CATALOGUE / "subjects.csv").open(encoding="utf8") as file:
        for row in csv.DictReader(file):
            found[row["name_zh"]] = row["subject_id"]
            short = re.sub("(?:沿线|[省市区])$", "", row["name_zh"])
            if len(short) >= 2 and short != "全国":
                found.setdefault(short, row["subject_id"])
    return tuple(sorted(found.items(), key=lambda pair: -len(pair[0])))


_PLACE: Final = "(?:[\u4e00-\u9fff]{2,6}?(?:自治区|自治州|[省市区县州旗]))"


_NO_PLACE: Final = re.compile(
    "[全本各我该市县]省|[全今年要按照的在了和由对向把将为等从使多各]|城区|地区|园区|社区|示范区|半年|[一二三四五六七八九十两]个?[省市县区]$"
)


def _about(passages: list[Passage], whole: str) -> str:
    ids = dict(_subjects())
    for passage in passages[:20]:
        said = re.search(
            f"(?:{YEAR}年|^|[：:  ])({_PLACE})(?:人民)?(?:政府工作报告|国民经济|统计公报|经济|[0-9]|政府|统计局)",
            passage.text,
        )
        if said and not _NO_PLACE.search(said[1]) and "国" not in said[1]:
            return ids.get(_alone(said[1]), _alone(said[1]))
    lead = "\n".join(passage.text for passage in passages[:25])[:1500]
    first = "\n".join(passage.text for passage in passages[:2])
    counted: Counter[str] = Counter()
    for name, subject in _subjects():
        if _scopes()[subject] in ("province", "city", "district"):
            counted[subject] += lead.count(name) * (1 + (name in first))
    found = Counter(
        re.findall(f"(?:^|[，。；：、\n 日月年])({_PLACE})(?=[，委政人实统完经规固限地工第长区召举上])", lead)
    )
    for name, count in found.items():
        if name not in ids and not _NO_PLACE.search(name):
            counted[name] += count + lead.count(re.sub("[省市区县州旗]$", "", name))
    if whole.count("全国") > 3 and (not counted or counted.most_common(1)[0][1] < 2):
        return "china"
    if counted and counted.most_common(1)[0][1]:
        return _alone(counted.most_common(1)[0][0])
    return "china" if "全国" in whole and not re.search("[我全][省市区县]", whole) else ""


EDITION: Final = re.compile(f"({YEAR})年?[^，。；“”0-9]{{0,12}}(?:百强|榜|排行|评价|评选|指数)")


def edition(text: str) -> Period | None:
    """The year of the list or evaluation that a text names last: a place in it is of that year."""
    named = EDITION.findall(text)
    return _of_year(int(named[-1])) if named else None


def _alone(name: str) -> str:
    """A district without the city before it."""
    return re.sub("^[\u4e00-\u9fff]{2,4}[市州](?=[\u4e00-\u9fff]{1,4}[区县市旗]$)", "", name)


def subject_of(setting_: Setting, text: str, start: int, since: int) -> str:
    """Whom a figure at ``start`` is about: the subject named last before it, or else the text's.

    A place is looked for from ``since`` on (the sentence's start), a site or a firm in the whole of the text.
    """
    best, place = setting_.subject, -1
    sites = {"platform", "site", "company", "corridor", "market", "group"}
    for name, subject in _subjects():
        if subject == "china" != setting_.subject:
            continue  # 全国文明城市: in a place's own report the nation stands in names
        scope = _scopes()[subject]
        reach = 0 if scope in sites else since
        at = text.rfind(name, reach, start)
        while at >= 0:
            if at > place and _names(text, at, at + len(name), scope in sites):
                best, place = subject, at
                break
            at = text.rfind(name, reach, at)
    for word in ("全市", "全省", "全区", "全县", "我省", "我市", "我区"):
        at = text.rfind(word, since, start)
        if at > place and not re.search("(?:[于比占较居列]|排名)$", text[max(0, at - 2) : at]) and at > 0:
            best, place = setting_.subject, at
    return best


@cache
def _scopes() -> dict[str, str]:
    with (CATALOGUE / "subjects.csv").open(encoding="utf8") as file:
        return {row["subject_id"]: row["scope"] for row in csv.DictReader(file)}


def _names(text: str, start: int, end: int, site: bool) -> bool:
    """Whether a name is the subject of its clause: it opens it, and nothing is compared with it or listed."""
    before, after = text[:start], text[end:]
    if site:
        return not after.startswith("、")
    if re.match(
        "[、”》]|市?[、”]|(?:城区|中心城区|和|与|等|同城|商|梦|人|地铁|大学|经验|力量|之|模式)", after
    ) or re.search("[、于比占较居列在向对到“《]$", before):
        return False
    return bool(re.search("(?:^|[，。；：:—\n ]|[年月日]|以来|其中|期间|推动|中)$", before)) or after.startswith(
        ("区", "市", "省", "都市圈")
    )


# --- sections ---------------------------------------------------------------------------------------


@dataclass
class Section:
    """What headings and turns of a work report say of the passages under them."""

    period: Period | None = None
    target: bool = False
    years: bool = False  # several years together


def sections(passages: list[Passage], setting_: Setting) -> list[Section]:
    """For each passage the section it stands in."""
    year = setting_.year
    now = Section(_default(passages, setting_))
    found = []
    for passage in passages:
        text = passage.text
        if passage.kind in ("heading", "title") and year and setting_.kind != "news":
            now = _headed(text, now, setting_)
        elif passage.kind == "paragraph" and year and setting_.kind == "work":
            now = _turned(text, now, setting_)
        elif passage.kind == "cell" and (told := _of_table(passage, year)):
            found.append(Section(told))
            continue
        found.append(now)
    return found


def _of_table(cell: Passage, year: int | None) -> Period | None:
    """The period that a cell's column or its table's caption names."""
    named = re.search(YEAR, cell.head) or re.search(YEAR, cell.caption)
    for words in (cell.head, cell.caption):
        for hit in re.finditer(DATE, words):
            if told := period_of(hit[0], int(named[0]) if named else year):
                return told
    return None


def _default(passages: list[Passage], setting_: Setting) -> Period | None:
    year = setting_.year
    if year is None:
        return None
    if setting_.kind == "work":
        return _of_year(year - 1)
    if setting_.kind == "news":
        return _of_year(year - 1) if setting_.told else setting_.only_day
    for passage in passages[:8]:
        for hit in re.finditer(DATE, passage.text):
            if re.search("月|季度|半年", hit[0]) and "日" not in hit[0] and (told := period_of(hit[0], year)):
                return told
    annual = re.search(f"({YEAR})年(?:.{{0,20}})(?:公报|经济运行)", "\n".join(p.text for p in passages[:8]))
    return _of_year(int(annual[1])) if annual else None


def _headed(text: str, now: Section, setting_: Setting) -> Section:
    year = setting_.year or 0
    five = re.search("(十[一二三四五六]五)”?", text)
    years = re.findall(YEAR, text)
    if re.search("回顾|工作总结|取得的成[就绩]", text):
        if five or re.search("过去五年|五年(?:来)?(?:工作|的)", text):
            start = FIVE_YEARS.get(five[1], year - 5) if five else year - 5
            return Section(Period(dt.date(start, 1, 1), dt.date(start + 4, 12, 31)), years=True)
        return Section(_of_year(int(years[-1]) if years else year - 1))
    if re.search("主要考虑|总体要求|目标|安排|任务|重点工作|工作部署|打算|思路", text) or re.match(
        f"[一二三四五六七八九]、.*(?:{YEAR}|今年)", text
    ):
        if five and FIVE_YEARS.get(five[1], 0) >= year and not years:
            start = FIVE_YEARS[five[1]]
            return Section(Period(dt.date(start, 1, 1), dt.date(start + 4, 12, 31)), True, True)
        if re.search("未来五年|今后五年", text):
            return Section(Period(dt.date(year, 1, 1), dt.date(year + 4, 12, 31)), True, True)
        return Section(_of_year(int(years[-1]) if years else year), True)
    return now


def _turned(text: str, now: Section, setting_: Setting) -> Section:
    """A paragraph that turns from the five years to the last, or from what was to what is aimed at."""
    year = setting_.year or 0
    lead = text[:60]
    if re.search(
        f"^(?:各位代表[!！，,])?(?:刚刚)?过去的(?:{year - 1}年|一年)|^{year - 1}年[，,是]|^(?:各位代表[!！，,])?一年来",
        lead,
    ):
        return Section(_of_year(year - 1))
    if re.search("^(?:各位代表[!！，,])?(?:刚刚)?过去(?:的)?五年|^五年来", lead) and not now.target:
        return Section(Period(dt.date(year - 5, 1, 1), dt.date(year - 1, 12, 31)), years=True)
    if (
        re.search(f"(?:{year}年|今年)[^。]{{0,30}}(?:主要)?预期目标|^(?:{year}年|今年)是|主要预期目标", text[:200])
        and not now.years
    ):
        return Section(_of_year(year), True)
    if re.search(f"(?:{year}年|今年)[^。]{{0,20}}(?:主要)?(?:预期)?目标(?:是|为|建议)", text):
        return Section(_of_year(year), True)
    return now


# --- times ------------------------------------------------------------------------------------------


def _of_year(year: int, last: int | None = None) -> Period:
    return Period(dt.date(year, 1, 1), dt.date(last or year, 12, 31))


def _months(year: int, first: int, last: int) -> Period | None:
    if not (1 <= first <= last <= 12 and 1800 <= year < 2100):
        return None
    return Period(dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1]))


def period_of(words: str, year: int | None) -> Period | None:
    """A date as printed → its period; ``year`` is that of words that name none. An end of month or year has no start."""
    words = re.sub(" ", "", words)
    if spell := re.match("([零一二三四五六七八九]{4})年", words):
        words = f"{parse(spell[1]):.0f}" + words[4:]
    if whole := re.match(rf"({YEAR})[-/.]([0-9]+)[-/.]([0-9]+)", words):
        return _day(int(whole[1]), int(whole[2]), int(whole[3]))
    if several := re.match(f"({YEAR})年?(?:[-—―~]+|至|到)({YEAR})年", words):
        return _of_year(int(several[1]), int(several[2])) if several[1] <= several[2] else None
    if named := re.match(f"({YEAR})(?:年度|年)?", words):
        year, words = int(named[1]), words[named.end() :]
    if year is None:
        return None
    words = re.sub("[一二三四五六七八九十]+(?=[月日个])", lambda hit: f"{parse(hit[0]):.0f}", words)
    if day := re.match("([0-9]+)月([0-9]+)日", words):
        return _day(year, int(day[1]), int(day[2]))
    if span := re.match("([0-9]+)月?份?(?:[-—―~]+|至|到)([0-9]+)月", words):
        return _months(year, int(span[1]), int(span[2]))
    if month := re.match("([0-9]+)月(?:份)?([末底初])?", words):
        told = _months(year, int(month[1]), int(month[1]))
        return Period(None, told.end) if told and month[2] in ("末", "底") else told
    if first := re.match("[前头]([0-9]+)个月", words):
        return _months(year, 1, int(first[1]))
    if quarter := re.match("(前)?([一二三四1-4])季度", words):
        number = int(parse(quarter[2]))
        told = _months(year, 1 if quarter[1] else number * 3 - 2, number * 3)
        return Period(None, told.end) if told and words.endswith("末") else told
    if half := re.match("([上下])半年", words):
        return _months(year, *((1, 6) if half[1] == "上" else (7, 12)))
    if words[:1] in ("末", "底"):
        return Period(None, dt.date(year, 12, 31))
    return _of_year(year) if not words or words[0] in "年初" else None


def _day(year: int, month: int, day: int) -> Period | None:
    try:
        told = dt.date(year, month, day)
    except ValueError:
        return None
    return Period(told, told)


HOLIDAYS: Final = {"五一": (5, 5), "国庆": (10, 7)}  # month and last day, since 2020
_WORDS: Final = re.compile(
    "五一(?=”?(?:假期|期间|小长假))|国庆(?=”?(?:假期|期间|黄金周))|今年以来|今年|去年|上年(?!同|末|底)|近年来|近年|近几年|全年|年末|年底|年初|“(十[一二三四五六]五)”(?:时期|期间|以来)|过去[五四三]年|[五四三]年来|五年间|未来五年|每年|年均|目前|当前"
)


def times(
    passage: Passage, numerals: list[Numeral], setting_: Setting, section: Section
) -> list[tuple[int, Period | None]]:
    """Where the passage names a time that its figures are of, in order; times that only compare are left out."""
    text, year = passage.text, setting_.year
    found: list[tuple[int, Period | None]] = []
    spoken = section.period.end.year if section.period and section.period.end and setting_.kind != "news" else year
    for numeral in numerals:
        if numeral.kind != "date" or _COMPARED.search(text[: numeral.start]):
            continue
        before, after = text[: numeral.start], text[numeral.end :]
        own = spoken
        if found and not re.search(YEAR, numeral.body) and (last := found[-1][1]) and (last.end or last.start):
            own = (last.end or last.start or dt.date.min).year
        if re.search("今年$|当年$", before):
            own = year
        elif before.endswith("去年"):
            own = year - 1 if year else None
        told = period_of(numeral.body, own)
        if told is None:
            continue
        last = found[-1][1] if found else None
        if re.search("(?:自|从)(?:今年|去年)?$", before) or re.match("(?:[^，。；]{0,12})(?:以来|起|至今)", after):
            told = Period(told.start, None)
        elif re.search("(?:截至|截止|至|到)$", before):
            told = Period(
                last.start if last and last.end is None and "。" not in text[found[-1][0] : numeral.start] else None,
                told.end,
            )
        elif (
            last
            and told.start
            and last.start
            and last.end
            and told == _of_year(told.start.year)
            and last.start.year == told.start.year
            and last != told
            and not re.match("[，,]", after)
        ):
            continue  # 今年7月，2024年全国碳市场大会: the year is part of a name
        found.append((numeral.start, told))
    for hit in re.finditer("(?<=。)分(?!季度|月)[^，。]{1,8}看", text):
        if earlier := next((told for place, told in found if place < hit.start()), None):
            found.append((hit.start(), earlier))  # 分产业看: what the paragraph began with
    for word in _WORDS.finditer(text):
        if _COMPARED.search(text[: word.start()]):
            continue
        if word[0] in ("每年", "年均") and setting_.kind != "news":
            continue
        if re.match("今年|去年", word[0]) and re.match("以来" if word[0] == "今年" else "$", text[word.end() :]):
            continue
        if re.match("[0-9上下前一二三四]", text[word.end() : word.end() + 1]) and word[0] in ("今年", "去年"):
            continue
        found.append((word.start(), _of_word(word, setting_, section)))
    return sorted(found, key=lambda pair: pair[0])


def _of_word(word: re.Match[str], setting_: Setting, section: Section) -> Period | None:
    year, said = setting_.year, word[0]
    if year is None:
        return None
    reviewed = section.period.end.year if section.period and section.period.end else year
    if said == "今年以来":
        return Period(dt.date(year, 1, 1), None)
    if said == "今年":  # a year that is not over yet
        return Period(dt.date(year, 1, 1), None) if setting_.kind == "news" else _of_year(year)
    if said in HOLIDAYS:
        month, days = HOLIDAYS[said]
        return Period(dt.date(year, month, 1), dt.date(year, month, days))
    if said in ("去年", "上年"):
        return _of_year(year - 1)
    if word[1]:
        return _of_year(FIVE_YEARS[word[1]], FIVE_YEARS[word[1]] + 4)
    if said == "全年":
        return _of_year(reviewed) if setting_.kind != "news" else _of_year(year)
    if said in ("年末", "年底"):
        return Period(None, dt.date(reviewed, 12, 31))
    if re.match("过去|[五四三]年", said):
        count = int(parse(re.sub("[^一二三四五]", "", said)[0]))
        return _of_year(year - count, year - 1)
    if said == "未来五年":
        return _of_year(year, year + 4)
    return section.period if setting_.kind != "news" else None


# --- one figure -------------------------------------------------------------------------------------

_STOCK: Final = re.compile(
    "余额|年末|总数|总量|保有量|存量|户数|人口|覆盖率|上云率|绿化率|城镇化率|装机|床位|里程|拥有|现有|共有|已有|在校|机构数|高标准农田|面积达|数量达|累计达|扩至|上市公司"
)
_FLOW: Final = re.compile(
    "累计|新增|新建|新设|新开|完成|建成|整治|每年|年均|改造|实施|惠及|投产|推广|获批|获得|发放|发行|签约|引进|落户|增长|下降|招引|办理|接待|举办|开工|新登记|培育|成功|转化|销售|通过|入选|制定|开行|引导|减时间|减材料"
)
_AMOUNT: Final = re.compile("(?:达到|增至|升至|提高到|提升至|达|突破|超过|稳定在|扩大到|增加到|超)[^，。；]{0,3}$")


def period_for(
    kind: str, unit: str, nature: str, words: str, told: Period | None, section: Section, explicit: bool
) -> Period:
    """The period of a figure, given the one that its passage names or carries: a stock is as of the period's end."""
    if told is None:
        return Period()
    if told.start and told.end and told.start == told.end:
        return Period(None, told.end) if kind == "streak" or nature == "stock" else told
    clause = re.split("[，。；]", words)[-1]  # what came to a stock in the period is no stock
    new = re.search("新增|新登记|新认定|净增|新设|新建", clause) and not re.search("总[数量]", clause)
    stock = kind == "streak" or (nature == "stock" and not new and kind not in ("growth", "gap"))
    if kind in ("level", "count", "share", "rank") and not stock and nature != "flow":
        of_stock, of_flow = _STOCK.search(words), _FLOW.search(words)
        stock = bool(of_stock and not of_flow) or (
            kind == "count"
            and not of_flow
            and bool(_AMOUNT.search(words))
            and unit.lstrip("万亿") in ("家", "个", "户", "座", "处", "人", "位", "所", "名", "张")
        )
    if section.years and not explicit and not section.target and told == section.period:
        if kind == "rank" or stock:
            return Period(None, told.end)
        if (
            nature != "flow"
            and kind in ("level", "share")
            and not re.search("累计|新增|每年|年均|五年|稳定在|保持在", words)
        ):
            last = told.end or dt.date.max
            if _FLOW.search(words[-14:]) and not _AMOUNT.search(words):
                return told
            return _of_year(last.year)
        if nature == "flow" and kind == "level" and not re.search("累计|新增|每年|年均|五年|完成", words):
            return _of_year((told.end or dt.date.max).year)
        return told
    if stock and told.end and not section.target:
        return Period(None, told.end)
    return told


_OVER: Final = "(?:高于|低于|快于|慢于|好于|高出|高过|领先|高|快|比|超)"
_OF_GROWTH: Final = (
    ("two_year_average", "两年平均"),
    ("previous_month", "环比|[比较]上月|[比较]上个月|[比较][0-9]{1,2}月末|[比较]上季"),
    ("usual_years", "[比较]往年|[比较]常年|[比较]历年"),
    ("previous_edition", "[比较]上一?届|[比较]去年再前进"),
    ("yoy", "同比|[比较](?:上年|去年)(?:同期|同月|末|底)?|上年同期|上年同月"),
    ("previous_period", "[比较](?:[0-9]{1,2}[-—~至][0-9]{1,2}月|前?[一二三四1-4]季度|上半年|上期|年初)"),
)
_OF_GAP: Final = (("nation", f"{_OVER}全国"), ("city", f"{_OVER}全市"), ("province", f"{_OVER}全省"))


def comparison_of(kind: str, words: str, told: Period, section: Section, year: int | None) -> str:
    """What a growth or a gap is against: one of COMPARISONS, or a word or year that it does not have yet."""
    if kind not in ("growth", "gap"):
        return ""
    clause = re.split("[。；，;]", words)[-1]
    if base := re.search(f"[比较与]({YEAR})年", clause):
        end = told.end.year if told.end else year
        return "yoy" if end and int(base[1]) == end - 1 and kind == "growth" else base[1]
    patterns = _OF_GROWTH + (_OF_GAP if kind == "gap" else ())
    if hits := [(hit.end(), name) for name, pattern in patterns for hit in re.finditer(pattern, clause)]:
        return max(hits)[1]
    if kind == "gap":
        if re.search("(?:比|高于|低于|快于|高出)[^，。]{2,}", clause):
            return "industry"  # the whole that a part is set against
        return "yoy" if "同比" in words[-60:] else "not_stated"
    if re.search("年均|年平均|年递增", clause) or (section.years and told == section.period):
        return "not_stated"
    return "yoy" if told.start and told.end else "not_stated"


def status_of(setting_: Setting, section: Section, kind: str, sentence: str, after: str, told: Period) -> str:
    """target, estimate, preliminary or final. ``sentence`` is what stands before the figure, ``after`` what follows."""
    if re.search("预计|预期可|建成(?:投产)?后|投产后|达产后|有望", sentence.rpartition("；")[2]) or re.match(
        "[（(]预计", after
    ):
        return "estimate"
    aimed = re.search("预期目标|目标(?:是|为|：)|力争|确保|争取|计划到|到20[0-9]{2}年", sentence[-90:])
    if section.target or (aimed and setting_.kind != "statistics"):
        return "target"
    if setting_.kind in ("work", "statistics"):
        return "preliminary"
    if told.start is None or told.end is None or setting_.year is None:
        return "final"
    # the sums of a year that is not over, or has just been; a year's list or evaluation is final
    ends_month = (told.end + dt.timedelta(days=1)).day == 1 and told.end.month < 12
    if ends_month and (told.end - told.start).days > 45 and told.end.year == setting_.year:
        return "preliminary"
    just = told == _of_year(setting_.year - 1) and kind in ("level", "growth", "gap", "share")
    return "preliminary" if just else "final"
