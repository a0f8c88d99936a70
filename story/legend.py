"""The words that charts need of the interface, by the names that the forms ask for them."""

from functools import cache

from locales import text


@cache
def legend(lang: str) -> dict[str, str]:
    """Titles of axes and tool tips, and the key of the marks (docs/marks.md). Not to be changed."""

    def t(message: str) -> str:
        return text(message, lang)

    return {
        "label": t("Item"), "display": t("Figure"), "period": t("Period"), "statement": t("In words"),
        "where": t("Source"), "over": t("at least"), "nearly": t("less than"), "about": t("about"),
        "range": t("range"), "order": t("order of magnitude"), "derived": t("derived"),
        "interval": t("bounds of a derived value"), "estimate": t("estimate"), "published": t("the report"),
        "context": t("other publications"), "later": t("published after the report"),
        "elsewhere": t("other publications"), "gap": t("gap"), "title": t("Event"), "date": t("Date"),
        "child": t("Name"), "kind": t("Kind"), "parent": t("Belongs to"), "note": t("Note"), "cell": t("Period"),
        "state": t("Basis"), "stated": t("stated in the report"), "implied": t("derived from the streak's length"),
        "unknown": t("some of these, which is not stated"), "paragraph": t("Paragraph"),
        "section": t("Section"), "printed": t("As printed"), "reason": t("Reason"), "figure": t("figure"),
        "other": t("other number"), "open": t("Open"), "high": t("High"), "low": t("Low"), "close": t("Close"),
        "change": t("Change"), "volume": t("Volume"), "turnover": t("Turnover"), "ma5": "MA5", "ma20": "MA20",
        "price_unit": t("yuan/t"), "volume_unit": t("Volume (t)"), "theme": t("Theme"), "observations": t("Figures"),
    }  # fmt: skip
