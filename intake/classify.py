"""Figure or ledger row, and for a ledger row the reason, in the words of the ledgers."""

import csv
import re
from pathlib import Path
from typing import Final

from intake.document import Passage
from intake.numbers import DIGITS, Numeral

# where a numeral is part of a name, or of a phrase that counts nothing; each is looked for around the numeral
PHRASES: Final = Path(__file__).parent / "phrases.csv"
_AROUND: Final = 6


def _phrases(reason: str) -> re.Pattern[str]:
    with PHRASES.open(encoding="utf8") as file:
        words = [word for row in csv.DictReader(file) if row["reason"] == reason for word in row["words"].split()]
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


_NAME: Final = _phrases("name")
_IDIOM: Final = _phrases("idiom")
_HOLIDAY: Final = re.compile("五一(?=”?(?:假期|期间|小长假|节))|十一(?=”?(?:假期|黄金周))")
_QUOTED: Final = re.compile('[“‘「《〈"]([^”’」》〉"]{1,40})[”’」》〉"]')
_OUTLINE: Final = re.compile(r"^(?:注 ?[:：])? *[（(\[]?$")
_AFTER_OUTLINE: Final = re.compile(r"[）)、.．\]](?![0-9])")
_MEETING: Final = re.compile(
    "^ ?(?:届|次(?:会议|全会|党代会|常委|代表|大会|集体|全体|经济|农业|人口|党)|中全会|号|版|章|节|条第|期(?!间|望|待)|辑|批次|编)"
)
_YEARS: Final = re.compile("^(?:来|内|间|期间|以来|规划|行动|计划|的时间|之|前|后|左右的)")
_DEFINES: Final = re.compile(
    "(?:(?:及)?以上|以下)(?:的)?(?=[\u4e00-\u9fff])(?!增长|增速|水平|左右|目标|规模|高质量|区间|较|和|或)"
)
_TIMES: Final = "连续|已连续|蝉联"


def around(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether a phrase of the pattern covers a character of the span."""
    left = max(0, start - _AROUND)
    place = left
    window = text[left : end + _AROUND]
    while hit := pattern.search(window, place - left):
        if left + hit.start() < end and left + hit.end() > start:
            return True
        place = left + hit.start() + 1
    return False


def reason(numeral: Numeral, passage: Passage, quotes: list[tuple[int, int]]) -> str:
    """Why a numeral is no figure, one of LEDGER_REASONS; empty for a figure."""
    text, start, end = passage.text, numeral.start, numeral.end
    before, after = text[:start], text[end:]
    if passage.kind == "page":
        return "sequence"
    if (re.search("[0-9]到$", before) and re.match("(?![0-9%])", after) and not numeral.unit) or re.match(
        "到[0-9N]", after
    ):
        return "idiom"  # 从0到1
    match numeral.kind:
        case "date":
            return _of_date(numeral, before, after)
        case "latin":
            return "name"
        case "word":
            return "idiom"
        case "mark":
            return _of_mark(numeral, text, start)
    if (
        _OUTLINE.match(before)
        and _AFTER_OUTLINE.match(after if not numeral.chinese else after[:1])
        and not numeral.unit
    ):
        return "sequence"
    if (
        re.search("[。；;：:，、　 ]$|^$", before)
        and numeral.chinese
        and re.match("(?:是|要|则|曰)(?!个|一)", after)
        and len(numeral.body) == 1
    ):
        return "sequence"
    if re.search("[〔［\\[][^〕］\\]]*$", before) and re.match("[^〔［\\[]*[〕］\\]]", after):
        return "name" if re.search("[〔［][^〕］]*$", before) else "sequence"
    quoted = next(((first, last) for first, last in quotes if first <= start < last), None)
    short = quoted is not None and quoted[1] - quoted[0] <= (16 if numeral.chinese or not numeral.unit else 10)
    if short and numeral.unit != "%":
        return "name"
    if re.match("周年", after):
        return "period"
    if numeral.bare and (
        re.search("单位 ?[：:] ?$", before)
        or (re.search("[（(]$", before) and re.match("[）)]", after))
        or (passage.kind == "cell" and not before and not after)
    ):
        return "definition"  # the unit that a table's head names
    if _per(numeral, before, after):
        return "definition"
    if numeral.kind == "rank":
        return _of_rank(numeral, before, after)
    if re.match("^ ?(?:号|#)", after) or numeral.unit == "号":
        return "name"
    if (
        numeral.unit in ("届", "期", "版", "轮")
        or _MEETING.match(after)
        or (numeral.unit == "次" and _MEETING.match("次" + after))
    ):
        if numeral.unit == "轮" and not before.endswith("第"):
            return "idiom" if numeral.body == "一" else ""
        return "phase" if numeral.unit == "期" and not re.search("[0-9]", numeral.body) else "sequence"
    if re.match("线(?!上|下|城市)", after) and numeral.chinese and not numeral.unit:
        return "phase" if numeral.body != "一" else "idiom"
    if numeral.unit == "层" and not re.search("共|高|达", before[-3:]):
        return "floor"
    if re.search("世界|全球|中国企业|民企|民营企业|财富", before[-8:]) and re.match("^强", after):
        return "name"
    if numeral.chinese:
        return _of_chinese(numeral, passage)
    return _of_digits(numeral, passage)


def _per(numeral: Numeral, before: str, after: str) -> bool:
    """Whether a round number is what a rate is reckoned by: 每百元收入, 万人专利拥有量, 万元生产总值能耗."""
    if numeral.kind != "number" or numeral.qualifier != "exact" or not re.search("[元人户]$", numeral.unit):
        return False
    if re.search("每$", before):
        return True
    return numeral.bare and bool(re.search("[，。；、：]$|^$", before) and re.match("[\u4e00-\u9fff]{2}", after))


def _of_date(numeral: Numeral, before: str, after: str) -> str:
    body = numeral.body
    if re.search("季度|半年|个月|[-—―~至到]", body) and not re.search("[0-9]{4}[-/.][0-9]", body):
        return "period"
    if re.match("[^，。；、]{2,16}(?:大会|论坛|博览会|推介会|评价|赛事)", after) and re.fullmatch("[0-9]{4} ?年", body):
        return "name"
    if re.fullmatch("(?:19|20)[0-9]{2} ?年度?", body) and re.match("(?:[^，。；、]{0,8})(?:评价|考核|榜|赛迪)", after):
        return "period"
    return "date"


def _of_mark(numeral: Numeral, text: str, start: int) -> str:
    if numeral.body == "首":
        return "first"
    if around(_NAME, text, start, start + 1):
        return "name"
    return "idiom"


def _of_rank(numeral: Numeral, before: str, after: str) -> str:
    if "前" in numeral.body:
        placed = re.search("[居列入进至跻升全国省市级强位]$|排名$|中部$|世界$|城市$|百强$", before)
        return "" if placed else ("idiom" if numeral.chinese else "period")
    if _MEETING.match(after) or re.match(
        "(?:产业|书记|要务|时间|要|届|次|批|个|期|场|轮|号|章|条|款|季|部|代|师|中学|小学|医院|人民|一|二|动力|资源|生产力|线|方|责任|季度|任|站|家|条|套|座|例|台|艘)",
        after,
    ):
        return "name" if re.match("产业|中学|小学|医院|人民", after) else "sequence"
    if re.search(
        "[居列名获得持取]$|排名?$|全[国省市区]$|位[居列]$|[居列](?:全国|全省|全市|全区|中部|世界|全球|西部|东部|各省区|中心城区)?$|升至$|稳居$|[)）]$|中部$|中心城区$|全球$|世界$|各省区$|省会城市$|城区$",
        before,
    ) or re.search("[位名]$", numeral.body):
        return ""
    return "idiom" if numeral.chinese else "sequence"


def _of_chinese(numeral: Numeral, passage: Passage) -> str:
    """A number in Chinese numerals counts something only with a measure word, and outside names and phrases."""
    text, start, end = passage.text, numeral.start, numeral.end
    body, after, before = numeral.body, text[end:], text[:start]
    if text.startswith("之一", max(0, start - 1)) and body == "一":
        return "definition"
    at = start + text[start:end].find(body)
    if around(_HOLIDAY, text, at, at + len(body)):
        return "date"
    if around(_NAME, text, at, at + len(body)):
        return "name"
    if after.startswith("大") and not numeral.unit and body not in "一百":
        return (
            "sequence"
            if re.search("党的$|[届召]$", before) or re.match("大(?:和|报告|精神|以来|[，。召])", after)
            else ""
        )
    if around(_IDIOM, text, at, at + len(body)):
        return "epithet" if re.match("百年(?!变局|奋斗|目标|华诞|大计|未有)", text[at:]) else "idiom"
    if numeral.bare and numeral.qualifier == "order" and not text[start:end].count("元"):
        return "threshold"
    threshold = _threshold(numeral, text)
    if threshold:
        return threshold
    if numeral.unit == "%":
        return ""
    if body == "一":
        if numeral.unit in ("年", "天"):
            return "period" if re.match("来|年", after) or numeral.unit == "年" else "idiom"
        return "article" if numeral.unit else "idiom"
    if numeral.unit in ("年", "个月", "天", "日", "小时"):
        if re.search(f"(?:{_TIMES})$", before) and not _YEARS.match(after):
            return ""
        return "period" if numeral.unit != "天" else "idiom"
    if numeral.unit in ("层", "步", "级", "类", "门", "部", "代", "面", "方"):
        return "name" if numeral.unit in ("级", "类", "层") else "idiom"
    if numeral.unit:
        return ""
    if set(body) <= set(DIGITS) and len(body) > 1:
        return "name"
    return "idiom"


def _of_digits(numeral: Numeral, passage: Passage) -> str:
    text, start, end = passage.text, numeral.start, numeral.end
    before, after = text[:start], text[end:]
    if passage.kind == "cell":
        return ""
    if re.fullmatch("(?:19|20)[0-9]{2}", numeral.body) and not numeral.unit and start == end - 4:
        return "name" if re.match("[\u4e00-\u9fffA-Za-z]", after) else "date"
    threshold = _threshold(numeral, text)
    if threshold:
        return threshold
    if numeral.unit in ("年", "个月", "天", "日", "小时", "分钟", "周"):
        if re.search(f"(?:{_TIMES})[^，。]{{0,2}}$", before):
            return ""
        if numeral.unit in ("小时", "分钟"):
            return ""
        return "period" if _YEARS.match(after) or numeral.unit in ("年", "日") else ""
    if numeral.unit == "步" or re.match("级(?!以上|及以上)", after):
        return "name"
    if not numeral.unit:
        if re.match("(?:[、和与及至] ?[0-9]+)+ ?号", after):
            return "name"
        if re.search("(?:排名|位[居列次]|排|居|列)(?:第|全国|全省)?$", before) or re.match("强", after):
            return ""
        if re.match("[\u4e00-\u9fff]", after) or re.search("[和、,至到] ?$", before) or re.match(" ?[和、与及]", after):
            return (
                ""
                if re.match("[、和与及至到] ?[0-9]|大(?!学|道|厦|会)", after)
                or re.search("(?:增长|下降|为|达|分别|[比增降])$", before)
                else "name"
            )
        return "" if re.search("(?:增长|下降|为|达|是|[:：])$", before) else "sequence"
    return ""


def _threshold(numeral: Numeral, text: str) -> str:
    start, end = numeral.start, numeral.end
    after = text[end:]
    printed = text[start:end]
    if numeral.qualifier == "order" and not numeral.bare:
        return ""
    if re.match("台阶|大关|门槛|关口", after):
        if numeral.bare:
            return "threshold"
        return "repeat" if re.match("[\u4e00-\u9fff]{2}[、，]?(?:达到?|增至|为)[0-9]", after) else ""
    if re.match("[、，]?(?:达到?|增至|为)[0-9]", after) and re.search(
        "(?:突破|迈上|跨越|跨上|站上|超过?|迈过)", printed + text[max(0, start - 4) : start]
    ):
        return "repeat"  # 突破4000亿元、达到4211亿元
    if re.match("的?临界", after):
        return "threshold"
    measured = (
        re.search("元|平方米|亩|千瓦|吨|米|公里$", numeral.unit) or numeral.bare or numeral.unit in ("万", "亿", "万亿")
    )
    if measured and _DEFINES.match(printed[-3:].lstrip("元亿万")[-4:] + after) and printed.endswith(("以上", "以下")):
        return "threshold"
    counted = re.search("[0-9一二两三四五六七八九十](?:余|多)?[个家户](?:[^，。；、]{2,14})?$", text[:start])
    if measured and re.match("[过超]|突破", printed) and counted:
        return "threshold"
    if (
        measured
        and re.match("(?:过|超|上)", printed)
        and re.match("(?:元)?(?:的)?(?:[^，。、；]{0,6})(?:城市|县|区|企业|项目|产业|镇|园区|集群|强)", after)
    ):
        return "threshold"
    if measured and re.match("(?:元)?(?:的)?(?:县|产业|级|集群|楼宇|镇|强|园区|城市|项目|企业)", after):
        return "threshold"
    return ""


def quoted(text: str) -> list[tuple[int, int]]:
    """The stretches of a passage between quotation marks."""
    return [hit.span(1) for hit in _QUOTED.finditer(text)]
