"""Who settled where."""

from collections.abc import Mapping

import altair as alt
import pandas as pd


def settlement(
    frame: pd.DataFrame,
    *,
    words: Mapping[str, str],
    scheme: str = "light",
    lang: str = "zh_CN",
    description: str = "",
) -> alt.LayerChart:
    """Who settled where.

    Columns: child, child_kind, parent, theme_id, note, order.
    Words: child, kind, parent, note.
    """
    raise NotImplementedError
