-- The months the streak covers: it ends with the half-year's last month and is as long as printed.
with span as (
    select
        streak.*,
        cast(date_trunc('month', streak.period_end) - to_months(cast(streak.v as integer) - 1) as date) as first_month
    from rounded as streak
    where streak.observation_id = 'retail_growth_first_months_2024h1'
)

select
    'retail_growth_first_span' as observation_id,
    metric_id,
    subject_id,
    source_id,
    'to_date' as period_kind,
    first_month as period_start,
    period_end,
    strftime(first_month, '%Y年%-m月') || '—' || strftime(period_end, '%Y年%-m月') as period_zh,
    strftime(first_month, '%B %Y') || ' – ' || strftime(period_end, '%B %Y') as period_en,
    v as value,
    v as lower,
    v as upper,
    unit,
    'exact' as qualifier,
    0 as decimals,
    'June 2024 − retail_growth_first_months + 1' as formula,
    '2024年6月 − 连续月数 + 1，至2024年6月' as formula_zh,
    'June 2024 − streak + 1, to June 2024' as formula_en,
    [observation_id] as inputs,
    '社零额增速连续' || printed || '居中心城区第一，对应' || strftime(first_month, '%Y年%-m月') || '至'
    || strftime(period_end, '%Y年%-m月') || '。' as statement_zh,
    'First among the central districts in retail growth for '
    || display_en
    || ' in a row: '
    || strftime(first_month, '%B %Y')
    || ' to '
    || strftime(period_end, '%B %Y') || '.' as statement_en,
    '报道未写起止月份；按含2024年6月在内往前推。' as caveat_zh,
    'The report does not name the months; counted back with June 2024 included.' as caveat_en
from span
