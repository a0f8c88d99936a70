-- Tourism income per visit, half-year income ÷ half-year visits.
-- The bounds take both as rounded to their last printed digit; the caveat says what changes
-- if 2500万 is rounded further.
select
    'spend_per_visit_2024h1' as observation_id,
    'spend_per_visit' as metric_id,
    income.subject_id,
    income.source_id,
    income.period_kind,
    income.period_start,
    income.period_end,
    income.period_zh,
    income.period_en,
    income.v / visits.v as value,
    income.lo / visits.hi as lower,
    income.hi / visits.lo as upper,
    '元/人次' as unit,
    'about' as qualifier,
    0 as decimals,
    'tourism_income ÷ tourism_visits' as formula,
    '旅游收入 ÷ 接待游客人次' as formula_zh,
    'tourism income ÷ tourist visits' as formula_en,
    [income.observation_id, visits.observation_id] as inputs,
    format('平均每人次旅游收入约{:.0f}元（{} ÷ {}）。', income.v / visits.v, income.printed, visits.printed)
        as statement_zh,
    format(
        'Tourism income comes to about {:,.0f} yuan a visit ({} ÷ {}).',
        income.v / visits.v, income.display_en, visits.display_en
    ) as statement_en,
    format(
        '人次不等于人数；若{}是取整到百万的数，范围放宽为{:.0f}—{:.0f}元。',
        visits.printed, income.lo / (visits.v + 5e5), income.hi / (visits.v - 5e5)
    ) as caveat_zh,
    format(
        'Visits are not persons. If {} is rounded to the million, the range widens to {:.0f}–{:,.0f} yuan.',
        visits.display_en, income.lo / (visits.v + 5e5), income.hi / (visits.v - 5e5)
    ) as caveat_en
from rounded as income, rounded as visits
where income.observation_id = 'tourism_income_2024h1' and visits.observation_id = 'tourism_visits_2024h1'
