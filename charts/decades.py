"""A long life with few turning points."""

from collections.abc import Mapping

import altair as alt
import pandas as pd


def decades(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> alt.LayerChart:
    """A long life with few turning points.

    Columns: year, label, display, theme_id, statement, where.
    Words: label, display, statement, where.
    """
    raise NotImplementedError
