"""Spans → values: where the numbers of a passage stand, what they say, in which unit and with which hedge.

A number keeps the unit it is printed in: 万 and 亿 belong to the unit, 十, 百 and 千 to the value (五千亿元 is 5000 亿元).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

DIGITS: Final = dict(zip("零一二三四五六七八九两", (*range(10), 2), strict=True))
POWERS: Final = {"十": 10, "百": 100, "千": 1000}
SCALES: Final = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}

COUNTS: Final = (
    "个 家 户 项 处 所 座 套 间 栋 幢 条 件 部 场 次 例 起 宗 笔 辆 台 架 艘 列 班 张 枚 册 种 类 大类 批 支 只 头 匹 羽 株 棵 "
    "名 位 人 人次 架次 班次 车次 列次 户次 款 颗 份 组 片 根 道 门 篇 幅 盏 站 轮 届 步 层 期 倍 岁 年 个月 天 小时 分钟"
)
MEASURES: Final = (
    "元 美元 欧元 港元 日元 吨 公斤 千克 斤 亩 公顷 平方米 平米 平方公里 平方千米 立方米 公里 千米 米 厘米 毫米 升 千升 "
    "千瓦时 千瓦 瓦 兆瓦 吉瓦 千伏安 千伏 标准箱 标箱 重量箱 吨标准煤 人公里 吨公里 车公里 海里 载重吨 总吨 个百分点 百分点 % ‰"
)
# letters, and characters that are a unit after digits only (三点 is no figure, 849.8点 is one)
AFTER_DIGITS: Final = (
    "TEU P PFLOPS EFLOPS Flops km kg kW MW GW GWh MWh kWh TWh PB TB Gbps Mbps 度 点 核 克 毫克 微克 桶 箱 床 席 口 眼 门 机架 "
    "标准机架 日 秒 号 股 课时 村 字 代 桌 粒 头次 立方 标方 平方 摄氏度 分贝 毫米汞柱 元人民币"
)
_LATIN: Final = "|".join(sorted(re.findall("[A-Za-z]+", AFTER_DIGITS), key=len, reverse=True))


def _one_of(words: str) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True)) + ")"


_SAFE: Final = _one_of(f"{COUNTS} {MEASURES}")
_ANY: Final = _one_of(f"{COUNTS} {MEASURES} {AFTER_DIGITS}")
UNIT: Final = f"(?:{_SAFE}(?:/(?:万|亿)?{_ANY})?)"
DIGIT_UNIT: Final = f"(?:{_ANY}(?![A-Za-z])(?:/(?:万|亿)?{_ANY})?)"

YEAR: Final = "(?:19|20)[0-9]{2}"
TO: Final = " ?(?:[-—―~]{1,2}|至|到) ?"
_DAY: Final = "[一二三四五六七八九十]{1,3}"
_MONTH: Final = (
    f"[0-9]{{1,2}}(?:月?份?{TO}[0-9]{{1,2}})? ?月(?:份|末|底|初)?(?: ?[0-9]{{1,2}}(?:日?{TO}[0-9]{{1,2}})? ?日)?"
)
_CLOCK: Final = "(?: ?[0-9]{1,2}[时点](?:[0-9]{1,2}分|半)?| *[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)"
DATE: Final = "|".join(
    (
        f"{YEAR}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}(?![0-9]){_CLOCK}?",
        f"{YEAR} ?年?{TO}{YEAR} ?年",
        f"{YEAR} ?年度?(?:末|底|初|[上下]半年|前?[一二三四1-4]季度末?| ?{_MONTH})?{_CLOCK}?",
        f"[零一二三四五六七八九]{{4}}年(?:{_DAY}月(?:份|末|底|初)?(?:{_DAY}日)?)?",
        f"(?<![0-9.]){_MONTH}{_CLOCK}?",
        f"[前头](?:[0-9]{{1,2}}|{_DAY})个月",
        "前?[一二三四1-4]季度末?|[上下]半[年月]",
        f"(?<![一二三四五六七八九十百千万]){_DAY}月(?:份|末|底|初)?(?:{_DAY}日)?(?![亮球])",
        "(?<![0-9.])[0-9]{1,2} ?日(?!产|均|处理)",
        "(?<![0-9.:])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:])|(?<![0-9])[0-9]{1,2}时[0-9]{1,2}分",
    )
)
ARABIC: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
CHINESE: Final = "(?:(?:[零一二两三四五六七八九十百万亿]|千(?![瓦米克升伏]))+(?:点[零一二三四五六七八九]+)?)"
# letters beside digits make a name (5G, PM2.5, M758), unless they are a unit (100P); so do 4+1, 1.2.3 and 027-8888
NAME: Final = (
    r"[A-Za-z]+[-_]?[0-9]+(?:\.[0-9]+)?[A-Za-z]*"
    rf"|[0-9]+(?:\.[0-9]+)?(?!(?:{_LATIN})(?![A-Za-z]))[A-Za-z]+[0-9]*"
    r"|[0-9]+(?:\+[0-9]+)+|0[0-9]{2,3}-[0-9]{5,}|[0-9]+(?:\.[0-9]+){2,}"
)
RANK: Final = (
    f"第 ?(?:[0-9]+|{CHINESE}) ?(?:位|名)?"
    f"|(?:倒数)?前 ?(?:[0-9]+|[一二三四五六七八九十百]+) ?(?:位|名|强)?(?![个年天月次季届期大项条批])"
)
BEFORE: Final = {
    "over": "超过|超出|大于|高于|多于|超|突破|逾|不低于|不少于|不小于|至少|(?<![突打])破|(?<![超通经不跨])过|(?<!以)上(?=[百千万亿])",
    "nearly": "不超过|不高于|不大于|少于|低于|小于|接近|将近|(?<![最附邻临靠])近(?!年)|不到|不足",
    "about": "约为|大约|大概|(?<![节条合制预签公契特])约",
}
AFTER: Final = {"over": "及以上|以上|有余|之多", "nearly": "及以下|以下|以内|之内", "about": "左右|上下"}
SCALE: Final = "(?:[十百千]?(?:万亿|亿|万))"
_PRE: Final = "|".join(f"(?P<pre_{name}>{words})" for name, words in BEFORE.items())
_POST: Final = "|".join(f"(?P<post_{name}>{words})" for name, words in AFTER.items())
_PART: Final = f"[0-9]+/[0-9]+(?![/0-9])|(?:[0-9]+|{CHINESE})分之(?:{ARABIC}|{CHINESE})"
_TENTHS: Final = (
    r"(?P<tenths>[0-9](?:\.[0-9])?|(?<![一二三四五六七八九十百千万])[一两二三四五六七八九])成(?P<half>半)?"
    "(?![为立员功果长效本绩交型就分都人熟品套])"
)
_RANGE: Final = (
    f"(?P<first>{ARABIC})(?P<first_scale>{SCALE})?(?P<first_unit>{DIGIT_UNIT})?{TO}"
    f"(?P<second>{ARABIC})(?P<second_scale>{SCALE})?(?P<second_unit>{DIGIT_UNIT})?"
    f"|(?P<first_cn>{CHINESE})(?:至|到)(?P<second_cn>{CHINESE})(?P<unit_cn>{UNIT})"
)
_FEW: Final = (
    "(?P<few>[数几](?=[十百千万亿])|(?<![一二三四五六七八九十百千万])(?:一两|两三|二三|三四|三五|四五|五六|六七|七八|八九)"
    f"(?=[十百千万亿]{{0,3}}{UNIT}))(?P<few_scale>[十百千]*(?:万亿|亿|万)?)(?P<few_unit>{UNIT})?"
)
_NUMBER: Final = (
    rf"(?P<number>(?:(?<![0-9A-Za-z)\]])-(?!{YEAR} ?年))?{ARABIC})(?P<more>多|余)?(?:\s?(?P<scale>{SCALE}))?(?P<more2>多|余)?(?:\s?(?P<unit>{DIGIT_UNIT}))?"
    rf"|(?P<chinese>{CHINESE})(?P<more3>多|余)?(?P<scale3>{SCALE})?(?P<unit3>{UNIT})?"
    rf"|(?P<mark>半|双|首(?![先都席府相长尾脑]))"
)
_ONE: Final = re.compile(
    f"(?P<date>{DATE})|(?P<latin>{NAME})|(?P<rank>{RANK})|(?P<word>加倍|翻番)"
    f"|(?:(?:{_PRE}) ?)?(?:(?P<part>{_PART})|{_TENTHS}|{_RANGE}|{_FEW}|{_NUMBER})(?P<tier>级(?!别|联))?(?:{_POST})?"
)
_NUMERAL: Final = re.compile("[0-9零一二两三四五六七八九十百千万亿半双首数几]|加倍|翻番")


@dataclass(frozen=True)
class Numeral:
    """A number of a passage: ``start``–``end`` as a record prints it, and what it says.

    ``kind``: date, latin (a name of letters and digits), rank, word (加倍), mark (半, 双, 首), number. Bounds are those
    that the wording gives, in ``unit``; ``body`` is the number alone.
    """

    start: int
    end: int
    kind: str
    body: str
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    unit: str = ""
    qualifier: str = "exact"
    chinese: bool = False
    bare: bool = False  # a scale alone: 亿元以上, 千万元级


def parse(number: str) -> float:
    """A number in digits or in Chinese numerals: 1,234.5, 五千, 一亿五千万, 二零二四."""
    number = number.replace(",", "")
    if re.fullmatch(r"-?[0-9.]+", number):
        return float(number)
    whole, _, decimals = number.partition("点")
    if decimals:
        return parse(whole) + float("0." + "".join(str(DIGITS[digit]) for digit in decimals))
    for scale in ("亿", "万"):
        if scale in whole:
            head, _, tail = whole.rpartition(scale)
            return (parse(head) if head else 1.0) * float(SCALES[scale]) + (parse(tail) if tail else 0.0)
    if not re.search("[十百千]", whole):
        return float("".join(str(DIGITS[digit]) for digit in whole) or "0")
    total, digit = 0, 0
    for mark in whole:
        if mark in POWERS:
            total += (digit or 1) * POWERS[mark]
            digit = 0
        else:
            digit = DIGITS[mark]
    return float(total + digit)


def scaled(number: str) -> tuple[float, str]:
    """The value and the scale that stays with the unit: 五千亿 is (5000, 亿), 万亿 is (1, 万亿), 1000 is (1000, "")."""
    if re.fullmatch(r"-?[0-9.,]+", number):
        return parse(number), ""
    for scale in ("万亿", "亿", "万"):
        if scale in number:
            head, _, tail = number.partition(scale)
            if tail:
                return round(parse(number) / SCALES[scale], 8), scale
            return (parse(head) if head else 1.0), scale
    return parse(number), ""


def numerals(text: str) -> Iterator[Numeral]:
    """Every number of a passage (its characters folded), in order."""
    at = 0
    while found := _ONE.search(text, at):
        numeral = _read(found, text)
        if numeral is None:  # 百分点 alone, 数 without a number
            at = found.start() + 1
            continue
        yield numeral
        at = numeral.end


def _read(found: re.Match[str], text: str) -> Numeral | None:
    start, end = found.span()
    body = found.group()
    for kind in ("date", "latin", "word"):
        if found[kind]:
            return Numeral(start, end, kind, body)
    if found["rank"]:
        return _rank(found)
    start += len(body) - len(body.lstrip())
    if found["mark"]:
        at = found.start("mark")
        return Numeral(at, at + 1, "mark", found["mark"])
    if (chinese := found["chinese"]) and chinese[0] == "百" and text.startswith("百分点", found.start("chinese")):
        return None
    groups = found.groupdict()
    hedge = next((name for name in BEFORE if groups[f"pre_{name}"]), "")
    hedge = next((name for name in AFTER if groups[f"post_{name}"]), hedge)
    if found["part"]:
        return _hedged(Numeral(start, end, "number", found["part"], _part(found["part"]), unit="%"), hedge)
    if found["tenths"]:
        value = parse(found["tenths"]) * 10 + (5 if found["half"] else 0)
        return _hedged(Numeral(start, end, "number", found["tenths"], value, unit="%", chinese=True), hedge)
    if found["first"] or found["first_cn"]:
        return _range(found, text, start, end)
    if found["few"]:
        return _few(found, start, end)
    return _number(found, text, start, end, hedge)


def _part(printed: str) -> float:
    """A fraction in percent: 1/10, 三分之一, 百分之五."""
    over, under = printed.split("/") if "/" in printed else printed.split("分之")[::-1]
    return round(parse(over) / (parse(under) or 1) * 100, 4)


def _number(found: re.Match[str], text: str, start: int, end: int, hedge: str) -> Numeral:
    chinese = found["chinese"] is not None
    body = found["chinese"] or found["number"]
    value, own = scaled(body)
    scale = found["scale3"] if chinese else found["scale"]
    if scale and scale[0] in POWERS:
        value, scale = value * POWERS[scale[0]], scale[1:]
    unit = found["unit3"] if chinese else found["unit"]
    more = found["more"] or found["more2"] or found["more3"]
    unit = (own + (scale or "") if own != scale else own) + ("百分点" if unit == "个百分点" else unit or "")
    if more:
        hedge = "over"
    bare = chinese and body in ("十", "百", "千", "万", "亿", "万亿", "千万", "百万", "千亿", "百亿", "十亿")
    numeral = Numeral(start, end, "number", body, value, unit=unit, chinese=chinese, bare=bare)
    if found["tier"]:
        step = value * 10 if bare else value + 10 ** (len(str(int(value))) - len(str(int(value)).rstrip("0")))
        money = unit if unit.endswith("元") or not unit.endswith(("亿", "万")) else f"{unit}元"
        return replace(numeral, value=None, lower=value, upper=step, unit=money, qualifier="order")
    return _hedged(numeral, hedge)


def _range(found: re.Match[str], text: str, start: int, end: int) -> Numeral:
    if found["first_cn"]:
        low, scale_low = scaled(found["first_cn"])
        high, scale = scaled(found["second_cn"])
        unit, body = scale + found["unit_cn"], found["first_cn"]
        first_end, first_unit, second_unit = found.end("first_cn"), "", found["unit_cn"]
    else:
        low, high = parse(found["first"]), parse(found["second"])
        scale_low, scale = found["first_scale"] or "", found["second_scale"] or ""
        first_unit, second_unit = found["first_unit"] or "", found["second_unit"] or ""
        unit, body = scale + second_unit, found["first"]
        first_end = found.end("first_unit") if first_unit else found.end("first_scale" if scale_low else "first")
    unit = unit.replace("个百分点", "百分点")
    apart = (scale_low and scale_low != scale) or (first_unit and first_unit != second_unit)
    if not unit or text[max(0, start - 1) : start] in ("从", "由", "自") or apart or low >= high:
        # from one to another (0到1), or two things: the first number alone
        alone = Numeral(start, first_end, "number", body, low, low, low, scale_low + first_unit)
        return replace(alone, chinese=found["first_cn"] is not None)
    return Numeral(start, end, "number", body, None, low, high, unit, "range", found["first_cn"] is not None)


def _few(found: re.Match[str], start: int, end: int) -> Numeral:
    """两三个, 三五百家: a range; 数十家, 几百人: over ten, over a hundred."""
    few, power = found["few"], found["few_scale"]
    step = 1
    while power and power[0] in POWERS:
        step, power = step * POWERS[power[0]], power[1:]
    numeral = Numeral(
        start, end, "number", few + found["few_scale"], unit=power + (found["few_unit"] or ""), chinese=True
    )
    if few in "数几":
        return _hedged(replace(numeral, value=float(step)), "over")
    return replace(numeral, lower=DIGITS[few[0]] * step, upper=DIGITS[few[1]] * step, qualifier="range")


def _rank(found: re.Match[str]) -> Numeral:
    body = found.group()
    number = re.sub("[倒数第前位名强 ]", "", body)
    value = parse(number)
    chinese = not number[0].isdigit()
    numeral = Numeral(*found.span(), "rank", body, unit="位", chinese=chinese)
    if "前" in body:
        return replace(numeral, lower=1.0, upper=value, qualifier="range")
    return replace(numeral, value=value, lower=value, upper=value)


def _hedged(numeral: Numeral, hedge: str) -> Numeral:
    value = numeral.value
    lower = None if hedge in ("nearly", "about") else value
    upper = None if hedge in ("over", "about") else value
    return replace(numeral, lower=lower, upper=upper, qualifier=hedge or "exact")


def negated(numeral: Numeral) -> Numeral:
    """The same number below zero: the wording says that something fell. Its bounds change places."""

    def turn(number: float | None) -> float | None:
        return None if number is None else -number

    return replace(numeral, value=turn(numeral.value), lower=turn(numeral.upper), upper=turn(numeral.lower))


def missed(text: str, found: list[Numeral]) -> list[int]:
    """Where a character of a number stands that no numeral covers: none, or the reading has a hole."""
    covered = {at for numeral in found for at in range(numeral.start, numeral.end)}
    passed = {
        at
        for word in ("百分点", "千[瓦米克升伏]", "数", "几", "首")
        for hit in re.finditer(word, text)
        for at in range(*hit.span())
    }
    return [hit.start() for hit in _NUMERAL.finditer(text) if hit.start() not in covered | passed]
