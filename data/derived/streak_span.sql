-- The years or months that a streak of first places covers: it ends where its period does and is as long as printed.
with lengths as (
    select
        *,
        if(unit = '年', '年', '月') as step_zh,
        case
            when unit = '年' then make_date(cast(year(period_end) - v + 1 as integer), 1, 1)
            else cast(date_trunc('month', period_end) - to_months(cast(v as integer) - 1) as date)
        end as first_day,
        if(unit = '年', make_date(year(period_end), 12, 31), period_end) as last_day
    from rounded
    where
        kind = 'streak'
        and contains(metric_id, '_first_')
        and basis = 'published'
        and qualifier = 'exact'
        and unit in ('年', '个月')
),

spans as (
    select
        *,
        case
            when unit = '年' then format('{}—{}年', year(first_day), year(last_day))
            else strftime(first_day, '%Y年%-m月') || '—' || strftime(last_day, '%Y年%-m月')
        end as span_zh,
        case
            when unit = '年' then format('{}–{}', year(first_day), year(last_day))
            else strftime(first_day, '%B %Y') || ' – ' || strftime(last_day, '%B %Y')
        end as span_en
    from lengths
)

select
    regexp_replace(metric_id, '_(years|months)$', '') || '_span' || suffix as observation_id,
    metric_id,
    subject_id,
    source_id,
    if(unit = '年', 'edition', 'to_date') as period_kind,
    first_day as period_start,
    last_day as period_end,
    span_zh as period_zh,
    span_en as period_en,
    v as value,
    v as lower,
    v as upper,
    unit,
    'exact' as qualifier,
    0 as decimals,
    'last − ' || metric_id || ' + 1' as formula,
    if(unit = '年', '末届年份 − 连续年数 + 1，至末届', '末月 − 连续月数 + 1，至末月') as formula_zh,
    if(unit = '年', 'last edition − streak + 1, to the last edition', 'last month − streak + 1, to the last month')
        as formula_en,
    [observation_id] as inputs,
    format('{}（{}），往前推为{}。', title_zh, printed, span_zh) as statement_zh,
    format('{}: {}, counted back to {}.', title_en, display_en, span_en) as statement_en,
    case
        when unit = '年' then format('原文未写起止年份；按每年一届、含{}年推算。', year(last_day))
        else
            strftime(last_day, '原文未写起止月份；按含%Y年%-m月在内往前推。')
            || '统计部门把1月和2月合并发布，所以月数不等于发布次数。'
    end as caveat_zh,
    case
        when unit = '年'
            then format('The report does not name the years; one edition a year, {} included.', year(last_day))
        else
            strftime(last_day, 'The report does not name the months; counted back with %B %Y included. ')
            || 'January and February are published jointly, so months are not releases.'
    end as caveat_en
from spans
