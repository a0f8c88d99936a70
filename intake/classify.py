"""Figure or ledger row, and for a ledger row the reason, in the words of the ledgers."""

import re
from typing import Final

from intake.document import Passage
from intake.numbers import DIGITS, Numeral

# where a numeral is part of a name; each is looked for around the numeral
NAMES: Final = [
    "零售",
    "零碳",
    "零就业",
    "清零",
    "零距离",
    "零基预算",
    "零工",
    "零号",
    "零部件",
    "零跑",
    "十堰",
    "三峡",
    "三亚",
    "三门峡",
    "三明",
    "六安",
    "六盘水",
    "九江",
    "九寨",
    "四川",
    "四平",
    "双鸭山",
    "双流",
    "百色",
    "万州",
    "万宁",
    "千岛湖",
    "五指山",
    "五台山",
    "五常",
    "五大连池",
    "三沙",
    "三江",
    "三角洲",
    "金三角",
    "中三角",
    "长三角",
    "珠三角",
    "两江",
    "两湖",
    "两广",
    "两岸",
    "千山",
    "双碳",
    "双减",
    "双拥",
    "双创",
    "双高",
    "双一流",
    "双循环",
    "双随机",
    "双控",
    "双百",
    "两院",
    "两会",
    "两癌",
    "两山",
    "两重",
    "两新",
    "两化",
    "两业",
    "两红",
    "两江新区",
    "三农",
    "三资",
    "三公",
    "三医",
    "三区三线",
    "三支一扶",
    "三北",
    "三新",
    "三大攻坚",
    "四大家",
    "四大班子",
    "五大班子",
    "四好",
    "四化",
    "四上",
    "四水",
    "四馆",
    "五一",
    "六一",
    "七一",
    "八一",
    "十一假期",
    "五四",
    "十四五",
    "十五五",
    "十三五",
    "十二五",
    "十一五",
    "十年禁渔",
    "百度",
    "百联",
    "百货",
    "百姓",
    "红十字",
    "一带一路",
    "一老一小",
    "一体两翼",
    "一江",
    "一河",
    "一县",
    "一网通办",
    "一网统管",
    "一件事",
    "一码",
    "一卡通",
    "一站式",
    "一窗",
    "一般公共",
    "一般债",
    "一般性",
    "第一产业",
    "第二产业",
    "第三产业",
    "第一书记",
    "第一产",
    "二氧化碳",
    "二维码",
    "二手",
    "二级市场",
    "三甲",
    "三甲医院",
    "三级甲等",
    "三级医",
    "二级医",
    "三氧",
    "五险",
    "三方",
    "万科",
    "万达",
    "万象",
    "万企",
    "万达广场",
    "万向",
    "千企",
    "百企",
    "百校",
    "三通一平",
    "五位一体",
    "四个全面",
    "四个意识",
    "四个自信",
    "两个维护",
    "两个确立",
    "两个毫不",
    "两个先行",
    "两个健康",
    "三个代表",
    "三会一课",
    "三重一大",
    "三个务必",
    "八项规定",
    "九五普法",
    "八五普法",
    "七五普法",
    "三线一单",
    "三师一",
    "三降一",
    "三去一降",
    "三品一标",
    "四水四定",
    "六稳",
    "六保",
    "双招双引",
    "双千",
    "首都",
    "首钢",
    "一二三产",
    "三次产业",
    "二三产业",
    "一产",
    "二产",
    "三产",
    "一季稻",
    "三文鱼",
    "二甲",
    "三聚",
    "亿纬",
    "亿达",
    "百川",
    "万安",
    "双星",
    "双汇",
]
# where a numeral is part of a phrase that counts nothing
IDIOMS: Final = [
    "进一步",
    "逐一",
    "统一",
    "一致",
    "一体",
    "一系列",
    "一流",
    "一些",
    "一定",
    "一切",
    "一直",
    "一贯",
    "一律",
    "一并",
    "一同",
    "一起",
    "一道",
    "一旦",
    "一方面",
    "一线",
    "一手",
    "一域",
    "一面",
    "一心",
    "一边",
    "一再",
    "一举",
    "一新",
    "一往",
    "一揽子",
    "一如既往",
    "一以贯之",
    "一天",
    "一时",
    "一度",
    "一带",
    "一般",
    "一张蓝图",
    "一任",
    "一盘棋",
    "一把手",
    "一站",
    "一路",
    "一键",
    "一大批",
    "一批批",
    "一个个",
    "一张张",
    "一件件",
    "一项项",
    "一步步",
    "一次次",
    "唯一",
    "之一",
    "万一",
    "专一",
    "单一",
    "第一时间",
    "新一轮",
    "千方百计",
    "千家万户",
    "千千万万",
    "百年",
    "百花",
    "百业",
    "百强",
    "百里",
    "千里",
    "万里",
    "千年",
    "万众",
    "万物",
    "万千",
    "万家灯火",
    "千湖之省",
    "五湖四海",
    "四面八方",
    "四季",
    "四通八达",
    "三三两两",
    "双向",
    "双轮",
    "双重",
    "双方",
    "双双",
    "双赢",
    "双丰收",
    "双提升",
    "双下降",
    "双增长",
    "双驱动",
    "双边",
    "双翼",
    "双手",
    "双核",
    "双循环",
    "两端",
    "两手",
    "两翼",
    "两难",
    "两旁",
    "两侧",
    "两大",
    "三线",
    "多种",
    "半数",
    "大半",
    "多半",
    "一半",
    "过半",
    "半导体",
    "半径",
    "半岛",
    "半挂",
    "半程",
    "半点",
    "再三",
    "七大战略",
    "十分",
    "十足",
    "百分百",
    "两位数",
    "三位数",
    "四位数",
    "两型",
    "十全",
    "九省通衢",
]
_AROUND: Final = 6


def _spans(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


_NAME: Final = _spans(NAMES)
_IDIOM: Final = _spans(IDIOMS)
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
        return "repeat" if not numeral.bare and re.search("[0-9]", numeral.body + after[:12]) else "threshold"
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
