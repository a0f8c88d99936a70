-- Tourism income per visit: income ÷ visits of one report, subject and period.
select
    'spend_per_visit' || income.suffix as observation_id,
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
    format('旅游收入与接待人次之比{{figure}}（{} ÷ {}）。', income.printed, visits.printed) as statement_zh,
    format('Tourism income comes to {{figure}} ({} ÷ {}).', income.display_en, visits.display_en) as statement_en,
    format(
        '人次不等于人数，也不是人均消费。范围{{bounds}}已计入：{}{}；{}{}。',
        visits.printed,
        if(visits.rounded_to is null, '按末位舍入', format('可能取整到{:.0f}万', visits.rounded_to)),
        income.printed, if(income.rounding = 'either', '可能是舍入，也可能是截去', '按末位舍入')
    ) as caveat_zh,
    format(
        'Visits are not persons, and this is not what a person spends. The bounds, {{bounds}}, allow for {} being '
        || 'rounded {} and {} being {}.',
        visits.display_en,
        if(
            visits.rounded_to is null,
            'to its last digit',
            format('to the nearest {:,.0f}', visits.rounded_to * visits.factor)
        ),
        income.display_en,
        if(income.rounding = 'either', 'rounded or cut off', 'rounded to its last digit')
    ) as caveat_en
from rounded as income
inner join rounded as visits
    on
        income.source_id = visits.source_id
        and income.subject_id = visits.subject_id
        and income.period_start = visits.period_start
        and income.period_end = visits.period_end
where income.metric_id = 'tourism_income' and visits.metric_id = 'tourism_visits' and income.basis = 'published'
