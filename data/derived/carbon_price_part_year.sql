-- The average price of the part of a year that a report's cumulative totals reach into: what they hold beyond the
-- whole years before, turnover ÷ volume. The whole years are other publications'.
with totals as (
    select
        turnover.source_id,
        turnover.subject_id,
        turnover.period_end,
        turnover.observation_id as turnover_id,
        volume.observation_id as volume_id,
        turnover.printed as turnover_printed,
        volume.printed as volume_printed,
        turnover.display_en as turnover_en,
        volume.display_en as volume_en,
        turnover.v as tv,
        turnover.lo as tlo,
        turnover.hi as thi,
        volume.v as vv,
        volume.lo as vlo,
        volume.hi as vhi,
        make_date(year(turnover.period_end), 1, 1) as first_day
    from rounded as turnover
    inner join rounded as volume
        on
            turnover.source_id = volume.source_id
            and turnover.subject_id = volume.subject_id
            and turnover.period_end = volume.period_end
    where
        turnover.metric_id = 'allowances_turnover'
        and volume.metric_id = 'allowances_traded'
        and turnover.basis = 'published'
),

years as (
    select
        t.turnover_id,
        any_value(y.source_id) as source_id,
        count(*) as parts,
        list(y.observation_id order by y.observation_id) as ids,
        sum(y.v) filter (where y.metric_id = 'allowances_turnover_year') as tv,
        sum(y.lo) filter (where y.metric_id = 'allowances_turnover_year') as tlo,
        sum(y.hi) filter (where y.metric_id = 'allowances_turnover_year') as thi,
        sum(y.v) filter (where y.metric_id = 'allowances_traded_year') as vv,
        sum(y.lo) filter (where y.metric_id = 'allowances_traded_year') as vlo,
        sum(y.hi) filter (where y.metric_id = 'allowances_traded_year') as vhi
    from totals as t
    inner join rounded as y
        on
            y.metric_id in ('allowances_turnover_year', 'allowances_traded_year')
            and t.subject_id = y.subject_id
            and t.first_day > y.period_end
    group by t.turnover_id, t.first_day
    -- every year since the opening, each with both figures
    having count(*) = 2 * (year(t.first_day) - year(min(y.period_start)))
)

select
    format('carbon_price_year_{}_to_{}', year(t.period_end), strftime(t.period_end, '%m%d')) as observation_id,
    'carbon_price_year' as metric_id,
    t.subject_id,
    y.source_id,
    'to_date' as period_kind,
    t.first_day as period_start,
    t.period_end,
    strftime(t.period_end, '%Y年1月1日—%-m月%-d日') as period_zh,
    strftime(t.period_end, '1 January – %-d %B %Y') as period_en,
    (t.tv - y.tv) / (t.vv - y.vv) as value,
    (t.tlo - y.thi) / (t.vhi - y.vlo) as lower,
    (t.thi - y.tlo) / (t.vlo - y.vhi) as upper,
    '元/吨' as unit,
    'about' as qualifier,
    1 as decimals,
    '(allowances_turnover − years before) ÷ (allowances_traded − years before)' as formula,
    '（累计成交额 − 以前各年）÷（累计成交量 − 以前各年）' as formula_zh,
    '(cumulative turnover − the years before) ÷ (cumulative volume − the years before)' as formula_en,
    list_concat([t.turnover_id, t.volume_id], y.ids) as inputs,
    format(
        '{}的累计数减去以前各年，全国碳市场配额均价{{figure}}。',
        strftime(t.period_end, '截至%Y年%-m月%-d日')
    ) as statement_zh,
    format(
        'What the totals to {} hold beyond the years before was traded at {{figure}} on average.',
        strftime(t.period_end, '%-d %B %Y')
    ) as statement_en,
    '累计成交量只印到0.01亿吨，相减后误差放大，范围因此较宽（{bounds}）；不是收盘价的平均。' as caveat_zh,
    'The cumulative volume is printed to the million tonnes only, and taking away the years before magnifies that: the '
    || 'bounds are wide ({bounds}). Not the mean of closing prices.' as caveat_en
from totals as t
inner join years as y on t.turnover_id = y.turnover_id
where t.vlo > y.vhi
