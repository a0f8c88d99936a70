-- Average visits a day: visits ÷ the days of the period, both ends included.
with daily as (
    select
        visits.*,
        date_diff('day', visits.period_start, visits.period_end) + 1 as days
    from rounded as visits
    where visits.observation_id = 'tourism_visits_2024h1'
)

select
    'visits_per_day_wuchang_2024h1' as observation_id,
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
    'about' as qualifier,
    1 as decimals,
    'tourism_visits ÷ days' as formula,
    '接待游客人次 ÷ 时期天数' as formula_zh,
    'visits ÷ days of the period' as formula_en,
    [observation_id] as inputs,
    format('武昌区平均每天接待游客约{:.1f}万人次（{} ÷ {}天）。', v / days / factor, printed, days) as statement_zh,
    format(
        'Wuchang received about {:,.0f} visits a day on average ({} ÷ {} days).',
        round(v / days, -3), display_en, days
    ) as statement_en,
    format(
        '半年的平均，掩盖了节假日与平日之别；若{}是取整到百万的数，范围放宽为{:.1f}—{:.1f}万人次。',
        printed, (v - 5e5) / days / factor, (v + 5e5) / days / factor
    ) as caveat_zh,
    format(
        'A half-year average that hides holidays. If {} is rounded to the million, it lies in {:,.0f}–{:,.0f}.',
        display_en, round((v - 5e5) / days, -3), round((v + 5e5) / days, -3)
    ) as caveat_en
from daily
