"""Charts: a data frame in, one Vega-Lite chart out. One module per form, one theme.

Every form is a pure function `form(frame, *, words, scheme, lang, description)` in the module of its name. Text in
the frame and in `words` is already in the reader's language; `scheme` is "light" or "dark"; `description` is the
alternative text (see `charts.theme.alt_text`). The chart has no fixed width: the page or the export gives one.
"""
