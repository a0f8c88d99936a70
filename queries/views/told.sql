-- Every observation in the reader's language: one row a figure, ready to be drawn, listed or cited. Context included:
-- what the report alone says is in `told_in_report`.
--
-- One rule for numbers: in Chinese `value`, `lower` and `upper` are in the printed `unit` (亿元, 万人次); in English they
-- and `unit` are in the base unit (yuan, visits). A derived number has the decimals that its derivation warrants,
-- rounded half up; as computed it is in base_value, base_lower and base_upper. `bounds` is what the number lies between
-- in words, unit and all, in the manner of `display`; NULL where the wording leaves nothing open.
with numbered as (
    select
        *,
        if(basis = 'derived', round(figure.value, decimals), figure.value) as p_value,
        if($lang = 'en' and factor <> 1, round(p_value * factor, 3), p_value) as n_value,
        if(basis = 'derived', round(figure.lower, decimals), figure.lower) as p_lower,
        if($lang = 'en' and factor <> 1, round(p_lower * factor, 3), p_lower) as n_lower,
        if(basis = 'derived', round(figure.upper, decimals), figure.upper) as p_upper,
        if($lang = 'en' and factor <> 1, round(p_upper * factor, 3), p_upper) as n_upper,
        case
            when $lang <> 'en' then 1
            when abs(coalesce(n_upper, n_lower)) >= 1e9 then 1e9
            when abs(coalesce(n_upper, n_lower)) >= 1e6 then 1e6
            else 1
        end as size
    from figure
),

-- plain expressions, skipped where nothing is open: lists and lambdas took three times as long over a million rows
worded as (
    select
        *,
        case
            when n_lower = n_upper then null
            when size > 1 then rtrim(rtrim(format('{:.9f}', n_lower / size), '0'), '.')
            when $lang <> 'en' then format('{:.{}f}', n_lower, decimals)
            when n_lower = trunc(n_lower) then format('{:,}', n_lower::bigint)
            else format('{:,.{}f}', n_lower, decimals)
        end as word_lower,
        case
            when n_lower = n_upper then null
            when size > 1 then rtrim(rtrim(format('{:.9f}', n_upper / size), '0'), '.')
            when $lang <> 'en' then format('{:.{}f}', n_upper, decimals)
            when n_upper = trunc(n_upper) then format('{:,}', n_upper::bigint)
            else format('{:,.{}f}', n_upper, decimals)
        end as word_upper,
        case when kind = 'rank' then pick($lang, '第', 'No. ') else '' end as word_before,
        case size when 1e9 then ' billion' when 1e6 then ' million' else '' end
        || case
            when unit = '%' or ($lang = 'en' and unit = 'P') then unit
            when $lang = 'en' then if(kind = 'rank', '', coalesce(' ' || nullif(split_part(unit_en, '|', -1), ''), ''))
            else if(unit = '百分点', '个', '') || unit
        end as word_after
    from numbered
)

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
    later,
    qualifier,
    period_kind,
    period_start,
    period_end,
    n_value as value,
    n_lower as lower,
    n_upper as upper,
    pick($lang, unit, split_part(unit_en, '|', -1)) as unit,
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
    case
        when n_lower = n_upper then null
        when n_upper is null then '≥ ' || word_before || word_lower || word_after
        when n_lower is null then '≤ ' || word_before || word_upper || word_after
        else
            word_before || word_lower || if(unit = '%', unit, '') || pick($lang, '—', '–') || word_upper || word_after
    end as bounds,
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
    pick($lang, caveat_zh, caveat_en) as caveat,
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
from worded
