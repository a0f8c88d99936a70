-- A report's level a month on average: level ÷ months of its period, where the catalogue has such a metric.
with monthly as (
    select
        level.*,
        average.metric_id as average_id,
        average.unit as average_unit,
        by_month.factor as average_factor,
        date_diff('month', level.period_start, level.period_end) + 1 as months
    from rounded as level
    inner join metrics as average on average.metric_id = level.metric_id || '_monthly'
    inner join units as by_month on average.unit = by_month.unit
    where
        level.basis = 'published' and level.qualifier = 'exact' and level.period_kind in ('half_year', 'year')
)

select
    average_id || suffix as observation_id,
    average_id as metric_id,
    subject_id,
    source_id,
    period_kind,
    period_start,
    period_end,
    period_zh,
    period_en,
    v / months / average_factor as value,
    lo / months / average_factor as lower,
    hi / months / average_factor as upper,
    average_unit as unit,
    'about' as qualifier,
    -- no decimal that is finer than what the rounding leaves open
    if(hi - lo < months * average_factor, 1, 0) as decimals,
    metric_id || ' ÷ months' as formula,
    title_zh || ' ÷ 月数' as formula_zh,
    lcase(title_en[1]) || title_en[2:] || ' ÷ months' as formula_en,
    [observation_id] as inputs,
    format('{}月均{}{{figure}}（{} ÷ {}个月）。', period_zh, title_zh, printed, months) as statement_zh,
    format('{}, {}: {{figure}} ({} ÷ {} months).', title_en, period_en, display_en, months) as statement_en,
    '各月之间的差别看不出来；范围已计入舍入或截去。' as caveat_zh,
    'An average that hides the differences between months; the bounds allow for rounding or cutting off.' as caveat_en
from monthly
