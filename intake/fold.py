"""Characters that are written in more than one way, folded one for one, so that no offset moves."""

import re
from typing import Final

# full-width forms, and the signs that stand for the same thing
_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_KEPT: Final = "，；：！？（）"  # Chinese punctuation that the rules speak of as it is
_SIGNS: Final = str.maketrans("−﹣–﹪\u3000\u00a0\t〇", "---%   零")

# traditional characters that the rules know in their simplified form: numerals, units, verbs, times and hedges
_TRADITIONAL: Final = (
    "萬億兩雙個單雲點餘過約達長減幅較與漲漸間時發區縣國際產業總額資財貸錢噸斤畝頃戶項處棟條輛臺艘張種類頭號"
    "級強歲層關開從連續舉務實現預計標準質優營導規劃報會經濟運進額稅銷費業頂廠頓農礦園學術員萊樓線這師訂"
    "擁據顧環節電氣藍綠應對於後邊陸來東車築網聯競爭給體貿歐盟創設備轉換環輪屆場錄東廣蘇滬寧鄂衛醫療壓縮轉億圓"
)
_SIMPLIFIED: Final = (
    "万亿两双个单云点余过约达长减幅较与涨渐间时发区县国际产业总额资财贷钱吨斤亩顷户项处栋条辆台艘张种类头号"
    "级强岁层关开从连续举务实现预计标准质优营导规划报会经济运进额税销费业顶厂顿农矿园学术员莱楼线这师订"
    "拥据顾环节电气蓝绿应对于后边陆来东车筑网联竞争给体贸欧盟创设备转换环轮届场录东广苏沪宁鄂卫医疗压缩转亿元"
)
_TABLE: Final = (
    {code: plain for code, plain in _WIDE.items() if chr(code) not in _KEPT}
    | _SIGNS
    | str.maketrans(_TRADITIONAL, _SIMPLIFIED)
)


# punctuation as typed on a plain keyboard; between digits it is the number's or the clock's
_TYPED: Final = re.compile("(?<![0-9]),|,(?![0-9]{3})|(?<![0-9])[:.](?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]):|[;!?]")
_AS_CHINESE: Final = dict(zip(",:.;!?", "，：。；！？", strict=True))


def fold(text: str) -> str:
    """The text with widths, punctuation and traditional characters folded: as long as before, each in its place."""
    return _TYPED.sub(lambda hit: _AS_CHINESE[hit[0]], text.translate(_TABLE))
