"""The report as a map of its paragraphs."""

from collections.abc import Mapping

import altair as alt
import pandas as pd


def report_map(
    paragraphs: pd.DataFrame,
    figures: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> alt.LayerChart:
    """The report as a map.

    Columns of paragraphs: paragraph, chars, section_title, theme_id.
    Columns of figures: paragraph, start, end (characters inside the paragraph, half open), printed,
    kind ("figure" or "other"), label, reason.
    Words: paragraph, section, printed, label, reason, figure, other.
    """
    raise NotImplementedError
