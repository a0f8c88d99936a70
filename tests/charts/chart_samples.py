"""Sample frames with the report's figures, in both languages, as the pages would hand them over."""

from typing import Any

import pandas as pd

WORDS: dict[str, dict[str, str]] = {
    "zh_CN": {
        "label": "指标",
        "display": "数值",
        "period": "时期",
        "statement": "说明",
        "where": "出处",
        "unit": "家",
        "estimate": "预计",
        "published": "稿件",
        "context": "其他来源",
        "later": "稿件发布后",
        "elsewhere": "其他来源",
        "over": "不少于",
        "nearly": "不到",
        "about": "约",
        "range": "区间",
        "order": "数量级",
        "derived": "推算",
        "interval": "推算的上下界",
        "title": "事件",
        "date": "日期",
        "cell": "时期",
        "state": "依据",
        "stated": "报告写明",
        "implied": "由连续数推出",
        "unknown": "其中若干，未指明",
        "child": "名称",
        "kind": "类别",
        "parent": "位于",
        "note": "说明",
        "gap": "高3.8个百分点",
        "paragraph": "段落",
        "section": "章节",
        "printed": "原文",
        "reason": "未入库原因",
        "figure": "已入库数字",
        "other": "其他数字",
        "open": "开盘",
        "high": "最高",
        "low": "最低",
        "close": "收盘",
        "change": "涨跌",
        "volume": "成交量",
        "turnover": "成交额",
        "ma5": "MA5",
        "ma20": "MA20",
        "price_unit": "元/吨",
        "volume_unit": "成交量（吨）",
    },
    "en": {
        "label": "Metric",
        "display": "Figure",
        "period": "Period",
        "statement": "Statement",
        "where": "Source",
        "unit": "firms",
        "estimate": "estimate",
        "published": "the report",
        "context": "other publications",
        "later": "published after the report",
        "elsewhere": "from another publication",
        "over": "at least",
        "nearly": "less than",
        "about": "about",
        "range": "range",
        "order": "order of magnitude",
        "derived": "derived",
        "interval": "bounds of a derived value",
        "title": "Event",
        "date": "Date",
        "cell": "Period",
        "state": "Basis",
        "stated": "stated in the report",
        "implied": "follows from the run's length",
        "unknown": "some of these, not said which",
        "child": "Name",
        "kind": "Kind",
        "parent": "In",
        "note": "Note",
        "gap": "3.8 points higher",
        "paragraph": "Paragraph",
        "section": "Section",
        "printed": "As printed",
        "reason": "Why no figure",
        "figure": "Figure",
        "other": "Other number",
        "open": "Open",
        "high": "High",
        "low": "Low",
        "close": "Close",
        "change": "Change",
        "volume": "Volume",
        "turnover": "Turnover",
        "ma5": "MA5",
        "ma20": "MA20",
        "price_unit": "yuan/t",
        "volume_unit": "Volume (t)",
    },
}

Row = tuple[Any, ...]


def _frame(columns: str, rows: list[Row], lang: str) -> pd.DataFrame:
    """Cells that are pairs hold the Chinese and the English text."""
    pick = 0 if lang == "zh_CN" else 1
    frame = pd.DataFrame(
        [[cell[pick] if isinstance(cell, tuple) else cell for cell in row] for row in rows],
        columns=columns.split(),
    )
    words = (
        ("period", "2024年上半年", "First half of 2024"),
        ("where", "报告·提“劲”·第58段", "Report · Consumption · ¶ 58"),
    )
    for column, zh, en in words:
        if column not in frame:
            frame[column] = (zh, en)[pick]
    if "statement" not in frame and {"label", "display"} <= set(frame):
        frame["statement"] = frame["label"] + " " + frame["display"]
    return frame


YOY, USUAL = ("较上年同期", "Against a year earlier"), ("与往年相比", "Against usual years")


def ladder(lang: str) -> pd.DataFrame:
    return _frame(
        "group label display value lower upper qualifier basis theme_id",
        [
            (
                YOY,
                ("社会消费品零售总额", "Retail sales of consumer goods"),
                ("7.3%", "7.3%"),
                7.3,
                7.3,
                7.3,
                "exact",
                "published",
                "consumption",
            ),
            (
                YOY,
                (
                    "信息传输、软件和信息技术服务业",
                    "Information transmission, software and information technology services",
                ),
                ("17.1%", "17.1%"),
                17.1,
                17.1,
                17.1,
                "exact",
                "published",
                "digital_economy",
            ),
            (
                YOY,
                ("科学研究和技术服务业", "Scientific research and technical services"),
                ("8.2%", "8.2%"),
                8.2,
                8.2,
                8.2,
                "exact",
                "published",
                "digital_economy",
            ),
            (
                YOY,
                ("固定资产投资", "Fixed-asset investment"),
                ("6.4%", "6.4%"),
                6.4,
                6.4,
                6.4,
                "exact",
                "published",
                "business_environment",
            ),
            (
                YOY,
                ("固定资产投资（全市，推算）", "Fixed-asset investment, whole city (derived)"),
                ("2.6%", "2.6%"),
                2.6,
                2.5,
                2.7,
                "exact",
                "derived",
                "business_environment",
            ),
            (
                USUAL,
                ("昙华林樱花季客流量", "Visitors to Tanhualin in cherry-blossom season"),
                ("40%", "40%"),
                40.0,
                40.0,
                40.0,
                "exact",
                "published",
                "consumption",
            ),
            (
                USUAL,
                ("昙华林商户营业额", "Turnover of Tanhualin's shops"),
                ("20%—30%", "20%–30%"),
                None,
                20.0,
                30.0,
                "range",
                "published",
                "consumption",
            ),
        ],
        lang,
    )


def amounts(lang: str) -> pd.DataFrame:
    return _frame(
        "label display value lower upper qualifier basis theme_id",
        [
            (
                ("招引集聚数字经济企业", "Digital-economy firms attracted"),
                ("500余家", "over 500"),
                500.0,
                500.0,
                None,
                "over",
                "published",
                "digital_economy",
            ),
            (
                ("武汉SKP首次入驻的国际品牌", "International brands new to Wuhan SKP"),
                ("近400家", "nearly 400"),
                400.0,
                None,
                400.0,
                "nearly",
                "published",
                "consumption",
            ),
            (
                ("全区涉碳机构企业", "Carbon-related institutions and firms in the district"),
                ("260余家", "over 260"),
                260.0,
                260.0,
                None,
                "over",
                "published",
                "dual_carbon",
            ),
            (
                ("今年落户的数创企业", "Digital firms settled this year"),
                ("20余家", "over 20"),
                20.0,
                20.0,
                None,
                "over",
                "published",
                "digital_economy",
            ),
            (
                ("武碳通储备项目", "Projects in store on the Wutantong platform"),
                ("200个", "200"),
                200.0,
                200.0,
                200.0,
                "exact",
                "published",
                "dual_carbon",
            ),
            (
                ("每家平均（示例推算）", "Average of the above (derived example)"),
                ("＜120家", "< 120"),
                None,
                None,
                120.0,
                "nearly",
                "derived",
                "overall",
            ),
            (
                ("区间示例", "Example of a range"),
                ("300—350家", "300–350"),
                None,
                300.0,
                350.0,
                "range",
                "published",
                "overall",
            ),
            (
                ("约数示例", "Example of an approximation"),
                ("约150家", "about 150"),
                150.0,
                None,
                None,
                "about",
                "published",
                "overall",
            ),
            (
                ("推算值示例", "Example of a derived value"),
                ("95家", "95"),
                95.0,
                90.0,
                101.0,
                "exact",
                "derived",
                "overall",
            ),
        ],
        lang,
    )


def amounts_context(lang: str) -> pd.DataFrame:
    """The report's investment among other publications': outturns, estimates, a derived level, a later one."""
    half, year = ("上半年", "First half"), ("全年", "Whole year")
    business = "business_environment"
    return _frame(
        "group label display value lower upper qualifier basis status later source_kind theme_id",
        [
            (half, ("2023上半年 · 推算", "2023, derived"), ("约215.2亿元", "about 21.52 bn"), 215.2, 214.7, 215.8,
             "about", "derived", "derived", False, "report", business),
            (half, ("2023上半年", "2023"), ("215.7亿元", "21.57 billion yuan"), 215.7, 215.7, 215.7,
             "exact", "context", "preliminary", False, "context", business),
            (half, ("2024上半年 · 稿件", "2024, the report"), ("229亿元", "22.9 billion yuan"), 229.0, 229.0, 229.0,
             "exact", "published", "preliminary", False, "report", business),
            (year, ("2022年 · 预计", "2022, estimate"), ("435亿元以上", "over 43.5 billion yuan"), 435.0, 435.0, None,
             "over", "context", "estimate", False, "context", business),
            (year, ("2024年 · 预计", "2024, estimate"), ("414亿元以上", "over 41.4 billion yuan"), 414.0, 414.0, None,
             "over", "context", "estimate", True, "context", business),
        ],
        lang,
    )  # fmt: skip


def amounts_order(lang: str) -> pd.DataFrame:
    digital = "digital_economy"
    return _frame(
        "label display value lower upper qualifier basis theme_id",
        [
            (("智算中心投资（示例）", "Invested in the centre (sample)"), ("1.2亿元", "120 million yuan"),
             1.2, 1.2, 1.2, "exact", "published", digital),
            (("每年采购优惠算力", "Discounted computing power bought each year"),
             ("千万元级", "on the order of 10 million yuan"), None, 0.1, 1.0, "order", "published", digital),
        ],
        lang,
    )  # fmt: skip


def places(lang: str) -> pd.DataFrame:
    """Ranks as the report, another publication and a derivation have them; one of a later edition, two as intervals."""
    title = ("赛迪百强区排名", "CCID top-100 districts rank")
    frame = _frame(
        "label display value lower upper qualifier basis theme_id later",
        [
            (title, ("第40位", "No. 40"), 40, 40, 40, "exact", "context", "overall", True),
            (title, ("第41位", "No. 41"), 41, 41, 41, "exact", "published", "overall", False),
            (title, ("第42位", "No. 42"), 42, 42, 42, "exact", "derived", "overall", False),
            (title, ("前50", "No. 1–50"), None, 1, 50, "range", "context", "overall", False),
            (title, ("第51—100位", "No. 51–100"), None, 51, 100, "range", "derived", "overall", False),
        ],
        lang,
    )
    return frame.assign(label=frame["label"] + [" 2025", " 2024", " 2023", " 2022", " 2021"])


def places_listed(lang: str) -> pd.DataFrame:
    """Two editions of a list of a hundred, a place apart."""
    return places(lang).iloc[[2, 1]].assign(listed=100)


def timeline(lang: str) -> pd.DataFrame:
    days = pd.DataFrame(
        [
            (
                "2024-02-28",
                "2024-02-28",
                "day",
                "全省营商环境评价结果发布",
                "Provincial business-environment results",
                "business_environment",
            ),
            (
                "2024-03-01",
                "2024-03-31",
                "month",
                "武昌智算中心启用",
                "Wuchang computing centre opens",
                "digital_economy",
            ),
            (
                "2024-03-01",
                "2024-03-31",
                "month",
                "“武碳通”上线",
                "Wutantong platform goes live",
                "dual_carbon",
            ),
            (
                "2024-03-01",
                "2024-03-31",
                "month",
                "昙华林人文小镇三期开放",
                "Tanhualin phase III opens to the public",
                "consumption",
            ),
            ("2024-07-01", "2024-07-31", "month", "武汉SKP开业", "Wuhan SKP opens", "consumption"),
            (
                "2024-07-01",
                "2024-07-31",
                "month",
                "2024年全国碳市场大会",
                "2024 national carbon-market conference",
                "dual_carbon",
            ),
            (
                "2024-08-02",
                "2024-08-02",
                "day",
                "“2024赛迪百强区”发布",
                "CCID's top 100 districts published",
                "overall",
            ),
            (
                "2024-08-01",
                "2024-08-31",
                "month",
                "与全球速卖通签订合作协议",
                "Agreement signed with AliExpress",
                "digital_economy",
            ),
            (
                "2024-08-30",
                "2024-08-30",
                "day",
                "徐家棚M758商业综合体开业",
                "Xujiapeng M758 mall opens above its metro station",
                "consumption",
            ),
        ],
        columns=["date_start", "date_end", "precision", "zh", "en", "theme_id"],
    )
    days["label"] = days["zh" if lang == "zh_CN" else "en"]
    days["title"] = days["label"]
    days["where"] = ("报告", "Report")[lang == "en"]
    return days.drop(columns=["zh", "en"])


def timeline_vague(lang: str) -> pd.DataFrame:
    """Beside them events of which the report says early in the year, or no month at all."""
    english = lang != "zh_CN"
    dated = timeline(lang).assign(date=lambda frame: frame["date_start"])
    told = [
        ("early", ("2024年初", "early 2024"), ("政府工作报告部署", "Work report of the government"), "digital_economy"),
        (
            "part_year",
            ("2024年以来（月份不详）", "2024, month not stated"),
            ("抖音支付、滴滴总部落户", "Douyin Pay and DiDi headquarters settle"),
            "digital_economy",
        ),
        (
            "part_year",
            ("2024年以来（月份不详）", "2024, month not stated"),
            ("数创大厦二期扩容", "Digital Innovation Building, phase 2"),
            "digital_economy",
        ),
    ]
    vague = pd.DataFrame(
        [
            ("2024-01-01", "2024-09-02", precision, date[english], label[english], theme)
            for precision, date, label, theme in told
        ],
        columns=["date_start", "date_end", "precision", "date", "label", "theme_id"],
    )
    vague["title"] = vague["label"]
    vague["where"] = ("报告", "Report")[english]
    return pd.concat([vague, dated], ignore_index=True)


def streak(lang: str) -> pd.DataFrame:
    months = [str(month) for month in pd.period_range("2023-04", "2024-06", freq="M")]
    return pd.DataFrame(
        {
            "cell_label": months,
            "state": "implied",
            "order": range(15),
            "theme_id": "consumption",
            "line": [month[:4] for month in months],
            "slot": [int(month[5:]) for month in months],
            "slot_label": [
                f"{int(month[5:])}月" if lang == "zh_CN" else str(pd.Period(month).strftime("%b")) for month in months
            ],
            "run": "连续15个月第一" if lang == "zh_CN" else "No. 1 for 15 months in a row",
        }
    )


def streak_years(lang: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "cell_label": ["2020", "2021", "2022", "2023"],
            "state": ["unknown"] * 3 + ["stated"],
            "order": range(4),
            "theme_id": "business_environment",
            "line": "",
            "slot": range(2020, 2024),
            "slot_label": ["2020", "2021", "2022", "2023"],
            "run": "4年3次第一" if lang == "zh_CN" else "No. 1 in 3 of 4 years",
            "inside": ["", "", "", "第1位" if lang == "zh_CN" else "No. 1"],
        }
    )


def streak_context(lang: str) -> pd.DataFrame:
    """Four years: one in the report, one elsewhere, two that follow."""
    first, second = ("第1位", "第2位") if lang == "zh_CN" else ("No. 1", "No. 2")
    return streak_years(lang).assign(
        state=["implied", "implied", "elsewhere", "stated"], inside=[first, first, second, first]
    )


def compare(lang: str) -> pd.DataFrame:
    return _frame(
        "label display value lower upper basis theme_id",
        [
            (
                ("武昌区固定资产投资增速", "Fixed-asset investment, Wuchang"),
                ("6.4%", "6.4%"),
                6.4,
                6.4,
                6.4,
                "published",
                "business_environment",
            ),
            (
                ("全市固定资产投资增速（推算）", "Fixed-asset investment, Wuhan (derived)"),
                ("2.6%", "2.6%"),
                2.6,
                2.5,
                2.7,
                "derived",
                "business_environment",
            ),
        ],
        lang,
    )


def parts(lang: str) -> pd.DataFrame:
    """Two years of other publications', what is left of the report's total, and the total."""
    return _frame(
        "label display value lower upper start qualifier basis theme_id",
        [
            (
                ("2021年", "2021"),
                ("76.6亿元", "7.66 bn yuan"),
                76.6,
                76.6,
                76.6,
                0.0,
                "exact",
                "context",
                "dual_carbon",
            ),
            (
                ("2022年", "2022"),
                ("28.1亿元", "2.81 bn yuan"),
                28.1,
                28.1,
                28.1,
                76.6,
                "exact",
                "context",
                "dual_carbon",
            ),
            (
                ("其余", "The rest"),
                ("约40.3亿元", "about 4.03 bn yuan"),
                40.3,
                38.0,
                42.6,
                104.7,
                "about",
                "derived",
                "dual_carbon",
            ),
            (
                ("累计", "In all"),
                ("145亿元", "14.5 bn yuan"),
                145.0,
                145.0,
                145.0,
                0.0,
                "exact",
                "published",
                "dual_carbon",
            ),
        ],
        lang,
    )


def share(lang: str) -> pd.DataFrame:
    """A small share, as derived from other publications, and one so large that its figure needs room of its own."""
    whole = ("100%为甲市的9900亿元", "100% is City A: 990 bn yuan")
    return _frame(
        "label display value lower upper qualifier basis theme_id source_kind whole",
        [
            (
                ("占全市比重 · 上半年", "Share of the city · first half-year"),
                ("约8.99%", "about 8.99%"),
                8.99,
                8.98,
                9.0,
                "about",
                "derived",
                "overall",
                "context",
                whole,
            ),
            (
                ("占全市比重 · 全年", "Share of the city · whole year"),
                ("近95%", "nearly 95%"),
                95.0,
                None,
                95.0,
                "nearly",
                "published",
                "overall",
                "report",
                whole,
            ),
        ],
        lang,
    )


def interval(lang: str) -> pd.DataFrame:
    return _frame(
        "label display value lower upper lower_display upper_display theme_id",
        [
            (
                ("碳配额平均成交价", "Average price of carbon allowances"),
                ("58.28元/吨", "58.28 yuan/t"),
                58.28,
                58.22,
                58.34,
                "58.22",
                "58.34",
                "dual_carbon",
            ),
        ],
        lang,
    )


def interval_open(lang: str) -> pd.DataFrame:
    return _frame(
        "label display value lower upper lower_display upper_display theme_id",
        [
            (
                ("“五一”昙华林日均游客", "Visitors to Tanhualin a day in the May holiday"),
                ("＜6.8万人次", "< 68,000"),
                6.8,
                None,
                6.8,
                None,
                "6.8",
                "consumption",
            ),
            (
                ("旅游人均花费", "Spend per visit"),
                ("7.1万人次", "71,000"),
                7.1,
                6.9,
                7.3,
                "6.9",
                "7.3",
                "consumption",
            ),
        ],
        lang,
    )


def settlement(lang: str) -> pd.DataFrame:
    corridor = ("滨江数创走廊", "Riverside digital corridor")
    digital, huitong = (
        ("武汉数创大厦", "Wuhan Digital Innovation Tower"),
        ("汇通新长江中心", "Huitong New Yangtze Centre"),
    )
    carbon = ("碳汇大厦", "Carbon Tower")
    return _frame(
        "child child_kind kind_title parent theme_id note order",
        [
            (
                corridor,
                "place",
                ("地点", "place"),
                None,
                "digital_economy",
                (
                    "沿徐东大街，盘整产业空间超100万平方米",
                    "Along Xudong Avenue, with over 1 million m² of space for industry",
                ),
                1,
            ),
            (
                huitong,
                "place",
                ("地点", "place"),
                corridor,
                "digital_economy",
                ("“亿元楼宇”", "A building with over 100 M yuan in tax"),
                1,
            ),
            (
                ("淘大集（武汉）供应链有限公司", "Taodaji (Wuhan) Supply Chain Co., Ltd"),
                "organisation",
                ("机构", "organisation"),
                huitong,
                "digital_economy",
                ("生鲜农产品供应链平台", "A supply-chain platform for fresh produce"),
                1,
            ),
            (
                digital,
                "place",
                ("地点", "place"),
                corridor,
                "digital_economy",
                ("二期扩容完成", "Second phase completed"),
                2,
            ),
            (
                ("全球速卖通武汉产业园", "AliExpress Wuhan industrial park"),
                "project",
                ("项目", "project"),
                digital,
                "digital_economy",
                ("2024年8月签约，一期选址于此", "Signed in August 2024; its first phase is here"),
                1,
            ),
            (
                ("阿里巴巴华中总部", "Alibaba Central China headquarters"),
                "project",
                ("项目", "project"),
                corridor,
                "digital_economy",
                ("在建", "Under construction"),
                3,
            ),
            (carbon, "place", ("地点", "place"), None, "dual_carbon", ("中北路", "Zhongbei Road"), 2),
            (
                ("中碳登", "China's carbon registry"),
                "organisation",
                ("机构", "organisation"),
                carbon,
                "dual_carbon",
                ("全国碳排放权登记结算", None),
                1,
            ),
            (
                ("中碳科技", "China Carbon Technology"),
                "organisation",
                ("机构", "organisation"),
                carbon,
                "dual_carbon",
                None,
                2,
            ),
        ],
        lang,
    )


def decades(lang: str) -> pd.DataFrame:
    """Two dated stages, one that is not, and an age derived from each date."""
    gas = (
        "换用清洁高效的天然气，带动周边写字楼、住宅小区共同降碳",
        "Clean, efficient natural gas; offices and homes around cut carbon with it",
    )
    unstated = ("时间未写明", "date not stated")
    return _frame(
        "role year start end label display theme_id",
        [
            ("stage", 1915, None, None, ("轰鸣的燃煤锅炉", "Roaring coal-fired boilers"), "1915", "dual_carbon"),
            ("stage", 1946, None, None, ("重新建厂", "The plant is built anew"), "1946", "dual_carbon"),
            ("stage", None, 1946, 2024, gas, unstated, "dual_carbon"),
            ("age", None, 1915, 2024, ("电厂历史", "Age of the plant"), ("109年", "109 years"), "dual_carbon"),
            ("age", None, 1946, 2024, ("重建以来", "Since the rebuilding"), ("78年", "78 years"), "dual_carbon"),
        ],
        lang,
    )


def report_map(lang: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    sections = [
        (("导语", "Introduction"), "overall", [18, 22, 96, 120, 88]),
        (
            ("追“新”：数字经济聚链成势", "Digital economy"),
            "digital_economy",
            [20, 74, 101, 25, 88, 61, 19, 55, 72],
        ),
        (("逐“绿”：“双碳”产业拓展优势", "Dual carbon"), "dual_carbon", [12, 157, 26, 44, 118, 92]),
        (("提“劲”：市场活力加倍释放", "Consumption"), "consumption", [33, 84, 66, 110]),
    ]
    paragraphs = _frame(
        "section_title theme_id chars",
        [(title, theme, chars) for title, theme, lengths in sections for chars in lengths],
        lang,
    )
    paragraphs["paragraph"] = range(1, len(paragraphs) + 1)
    figures = _frame(
        "paragraph start end printed kind label reason",
        [
            (1, 8, 10, "5年", "other", None, ("重复", "repeat")),
            (3, 60, 62, "41", "figure", ("赛迪百强区排名", "Rank"), None),
            (3, 3, 8, "8月2日", "other", None, ("日期", "date")),
            (11, 4, 13, "超100万平方米", "figure", ("产业空间", "Space for industry"), None),
            (12, 11, 16, "500余家", "figure", ("数字经济企业", "Firms"), None),
            (16, 130, 136, "4.69亿吨", "figure", ("碳配额累计成交", "Allowances traded"), None),
            (16, 143, 151, "273.33亿元", "figure", ("累计成交额", "Turnover"), None),
            (16, 80, 88, "2021年7月16日", "other", None, ("日期", "date")),
            (22, 20, 26, "近400家", "figure", ("国际品牌", "Brands"), None),
        ],
        lang,
    )
    return paragraphs, figures


def candles(lang: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Made-up quotes: 130 days, a break, 30 days; the 50th day is without trade."""
    zh = lang == "zh_CN"
    days = [*pd.bdate_range("2022-10-10", periods=130), *pd.bdate_range("2023-08-28", periods=30)]
    close = [60 + (number * 7 % 23) / 4 + (12 if number >= 130 else 0) for number in range(160)]
    frame = pd.DataFrame(
        {
            "slot": [number + (7 if number >= 130 else 1) for number in range(160)],
            "segment": [2 if number >= 130 else 1 for number in range(160)],
            "date": days,
            "open": [price + (number % 3 - 1) for number, price in enumerate(close)],
            "high": [price + 1.5 for price in close],
            "low": [price - 1.25 for price in close],
            "close": close,
            "volume": [number * 7919 % 400_000 for number in range(160)],
            "period": [f"{day.year}年{day.month}月{day.day}日" if zh else f"{day:%-d %b %Y}" for day in days],
        }
    )
    frame.loc[50, ["open", "high", "low", "close", "volume"]] = [None, None, None, None, 0]
    for name, count in (("ma5", 5), ("ma20", 20)):
        frame[name] = frame.groupby("segment")["close"].transform(lambda part, n=count: part.dropna().rolling(n).mean())
    frame["display"] = frame["close"].map(lambda price: f"{price:.2f}")
    frame["change_display"] = "▲0.50%"
    frame["volume_display"] = frame["volume"].map(
        lambda tonnes: f"{tonnes / 1e4:.2f}万吨" if zh else f"{tonnes:,.0f} t"
    )
    frame["turnover_display"] = "1.00亿元" if zh else "100,000,000 yuan"
    breaks = _frame(
        "slot_from slot_to label note",
        [
            (
                130,
                137,
                ("2023-08-28 价格口径改变", "Price basis changes on 2023-08-28"),
                ("文件缺 2023-04-08 至 2023-08-27", "No quotes 2023-04-08 to 2023-08-27"),
            )
        ],
        lang,
    )
    return breaks, frame


def dumbbell(lang: str) -> pd.DataFrame:
    investment = ("固定资产投资增速", "Fixed-asset investment growth")
    gdp = ("地区生产总值实际增速", "Real GDP growth")
    retail = ("社零额增速（武汉市为2024年1—5月）", "Retail sales growth (Wuhan: January–May 2024)")
    ours, theirs = ("武昌区", "Wuchang"), ("武汉市", "Wuhan")
    rows: list[Row] = [
        (investment, ours, ("6.4%", "6.4%"), 6.4, 6.4, 6.4, "exact", "published", "business_environment", "report"),
        (
            investment,
            theirs,
            ("约2.6%", "about 2.6%"),
            2.6,
            2.5,
            2.7,
            "exact",
            "derived",
            "business_environment",
            "report",
        ),
        (retail, ours, ("7.3%", "7.3%"), 7.3, 7.3, 7.3, "exact", "published", "consumption", "report"),
        (retail, theirs, ("5.8%", "5.8%"), 5.8, 5.8, 5.8, "exact", "context", "consumption", "context"),
        (gdp, ours, ("5.0%", "5.0%"), 5.0, 5.0, 5.0, "exact", "context", "overall", "context"),
        (gdp, theirs, ("5.3%", "5.3%"), 5.3, 5.3, 5.3, "exact", "context", "overall", "context"),
    ]
    frame = _frame("group name display value lower upper qualifier basis theme_id source_kind", rows, lang)
    frame["label"] = frame["name"] + " · " + frame["group"]
    frame["statement"] = frame["label"] + " " + frame["display"]
    return frame
