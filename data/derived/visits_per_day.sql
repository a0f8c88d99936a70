-- Average visits a day: a report's visits ÷ the days of their period, both ends included. A bound stays a bound.
with daily as (
    select
        *,
        date_diff('day', period_start, period_end) + 1 as days
    from rounded
    where
        metric_id in ('tourism_visits', 'site_visits')
        and basis = 'published'
        and qualifier in ('exact', 'nearly', 'over')
        and period_start is not null
        and period_end is not null
)

select
    'visits_per_day_' || subject_id || suffix as observation_id,
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
    if(qualifier = 'exact', 'about', qualifier) as qualifier,
    1 as decimals,
    metric_id || ' ÷ days' as formula,
    '接待游客人次 ÷ 时期天数' as formula_zh,
    'visits ÷ days of the period' as formula_en,
    [observation_id] as inputs,
    format('{}日均接待游客{{figure}}（{} ÷ {}天）。', period_zh, printed, days) as statement_zh,
    format('{}: {{figure}} on average ({} ÷ {} days).', ucase(period_en[1]) || period_en[2:], display_en, days)
        as statement_en,
    case qualifier
        when 'nearly' then '上限：原文为“近”；' || if(period_kind = 'holiday', format('天数按法定假期{}天计。', days), '按整段天数平均。')
        when 'over' then '下限：原文只写下限；按整段天数平均。'
        else
            '整段时期的平均，看不出节假日与平日之别。'
            || if(
                rounded_to is null,
                '',
                format('{}可能取整到{:.0f}万，范围{{bounds}}已计入。', printed, rounded_to)
            )
    end as caveat_zh,
    case qualifier
        when 'nearly'
            then
                'An upper bound, since the report says “nearly”; '
                || if(
                    period_kind = 'holiday',
                    format('the holiday is taken as the official {} days.', days),
                    'averaged over the whole period.'
                )
        when 'over' then 'A lower bound, as in the report; averaged over the whole period.'
        else
            'An average over the whole period that hides holidays.'
            || if(
                rounded_to is null,
                '',
                format(
                    ' {} may be rounded to the nearest {:,.0f}, which the bounds, {{bounds}}, allow for.',
                    display_en, rounded_to * factor
                )
            )
    end as caveat_en
from daily
