-- Average visits a day: visits ÷ the days of the period, both ends included.
with daily as (
    select
        visits.*,
        date_diff('day', visits.period_start, visits.period_end) + 1 as days
    from rounded as visits
    where visits.observation_id = 'site_visits_mayday_2024'
)

select
    'visits_per_day_tanhualin_mayday_2024' as observation_id,
    'visits_per_day' as metric_id,
    subject_id,
    source_id,
    period_kind,
    period_start,
    period_end,
    period_zh,
    period_en,
    v / days / factor as value,
    lo / days / factor as lower,
    hi / days / factor as upper,
    '万人次/日' as unit,
    'nearly' as qualifier,
    1 as decimals,
    'site_visits ÷ days' as formula,
    '接待游客人次 ÷ 时期天数' as formula_zh,
    'visits ÷ days of the period' as formula_en,
    [observation_id] as inputs,
    format('“五一”期间昙华林平均每天接待游客不到{:.1f}万人次（{} ÷ {}天）。', v / days / factor, printed, days) as statement_zh,
    format(
        'Tanhualin received under {:,.0f} visits a day over May Day ({} ÷ {} days).',
        round(v / days, -3),
        display_en,
        days
    ) as statement_en,
    '上限：原文为“近”；天数按法定假期5天计。' as caveat_zh,
    'An upper bound, since the report says “nearly”; the holiday is taken as the official five days.' as caveat_en
from daily
