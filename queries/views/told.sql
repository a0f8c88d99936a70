-- Every observation in the reader's language: one row a figure, ready to be drawn, listed or cited. What one report
-- says is in `told_in_report`, with the other publications that it is set beside in `told_beside`.  One rule for
-- numbers: in Chinese `value`, `lower` and `upper` are in the metric's `unit` (亿元, 万人次), also where the source prints a
-- multiple of it (万亿元); in English they and `unit` are in the base unit (yuan, visits). `bounds` is what the number
-- lies between in words, unit and all; NULL where nothing is open. `caveat` is what a reader must know of it, that it
-- was `corrected` first.
select
    observation_id,
    metric_id,
    subject_id,
    source_id,
    theme_id,
    topic,
    scope,
    kind,
    better,
    additive,
    headline,
    sort,
    quantity,
    counted,
    nature,
    base,
    comparison,
    basis,
    status,
    series,
    source_kind,
    confidence,
    main_subject,
    qualifier,
    period_kind,
    period_start,
    period_end,
    pick($lang, if(unit = metric_unit, value, base_value / metric_factor), base_value) as value,
    pick($lang, if(unit = metric_unit, lower, base_lower / metric_factor), base_lower) as lower,
    pick($lang, if(unit = metric_unit, upper, base_upper / metric_factor), base_upper) as upper,
    pick($lang, metric_unit, split_part(unit_en, '|', -1)) as unit,
    base_value,
    base_lower,
    base_upper,
    base_unit,
    decimals,
    printed,
    paragraph,
    root_paragraph,
    char_start,
    char_end,
    inputs,
    input_events,
    pick($lang, title_zh, title_en) as title,
    pick($lang, title_zh, title_en) as label,
    pick($lang, display_zh, display_en) as display,
    pick($lang, bounds_zh, bounds_en) as bounds,
    pick($lang, period_zh, period_en) as period,
    pick($lang, subject_zh, subject_en) as subject,
    pick($lang, theme_zh, theme_en) as theme,
    pick($lang, topic_zh, topic_en) as topic_title,
    pick($lang, kind_zh, kind_en) as kind_title,
    pick($lang, scope_zh, scope_en) as scope_title,
    pick($lang, basis_zh, basis_en) as basis_title,
    pick($lang, qualifier_zh, qualifier_en) as qualifier_title,
    pick($lang, comparison_zh, comparison_en) as comparison_title,
    pick($lang, status_zh, status_en) as status_title,
    pick($lang, section_zh, section_en) as section,
    pick($lang, source_zh, source_en) as source,
    pick($lang, definition_zh, definition_en) as definition,
    pick($lang, statement_zh, statement_en) as statement,
    pick($lang, corrected_zh, corrected_en) as corrected,
    nullif(concat_ws(pick($lang, '', ' '), corrected, pick($lang, caveat_zh, caveat_en)), '') as caveat,
    pick($lang, formula_zh, formula_en) as formula,
    case
        when basis = 'derived' then pick($lang, '推算：' || formula_zh, 'Derived: ' || formula_en)
        when basis = 'context' then pick($lang, source_zh, source_en)
        else
            pick(
                $lang,
                format('{} · {} · 第{}段', source_zh, section_zh, paragraph),
                format('{} · {} · ¶{}', source_en, section_en, paragraph)
            )
    end as "where"
from figure
