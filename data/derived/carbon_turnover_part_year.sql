-- The turnover of the part of a year that a report's cumulative total reaches into: what it holds beyond the whole
-- years before, which are other publications'.
with total as (
    select
        *,
        make_date(year(period_end), 1, 1) as first_day
    from rounded
    where metric_id = 'allowances_turnover' and basis = 'published'
),

years as (
    select
        t.observation_id as total_id,
        any_value(y.source_id) as source_id,
        list(y.observation_id order by y.observation_id) as ids,
        sum(y.v) as v,
        sum(y.lo) as lo,
        sum(y.hi) as hi,
        string_agg(y.printed, ' − ' order by y.period_end) as printed,
        string_agg(y.display_en, ' − ' order by y.period_end) as printed_en
    from total as t
    inner join rounded as y
        on
            y.metric_id = 'allowances_turnover_year'
            and y.basis <> 'derived'
            and t.subject_id = y.subject_id
            and t.first_day > y.period_end
    group by t.observation_id, t.first_day
    -- every year since the opening
    having count(*) = year(t.first_day) - year(min(y.period_start))
)

select
    format('allowances_turnover_year_{}_to_{}', year(t.period_end), strftime(t.period_end, '%m%d')) as observation_id,
    'allowances_turnover_year' as metric_id,
    t.subject_id,
    y.source_id,
    'to_date' as period_kind,
    t.first_day as period_start,
    t.period_end,
    strftime(t.period_end, '%Y年1月1日—%-m月%-d日') as period_zh,
    strftime(t.period_end, '1 January – %-d %B %Y') as period_en,
    (t.v - y.v) / t.factor as value,
    (t.lo - y.hi) / t.factor as lower,
    (t.hi - y.lo) / t.factor as upper,
    t.unit,
    'about' as qualifier,
    2 as decimals,
    'allowances_turnover − years before' as formula,
    '累计成交额 − 以前各年' as formula_zh,
    'cumulative turnover − the years before' as formula_en,
    list_concat([t.observation_id], y.ids) as inputs,
    format(
        '{}的累计成交额减去以前各年（{} − {}），余{{figure}}。',
        strftime(t.period_end, '截至%Y年%-m月%-d日'), t.printed, y.printed
    ) as statement_zh,
    format(
        'Cumulative turnover to {} less the years before ({} − {}) leaves {{figure}}.',
        strftime(t.period_end, '%-d %B %Y'), t.display_en, y.printed_en
    ) as statement_en,
    '四个数均印到0.01亿元，相减后范围为{bounds}；假定各来源口径相同。' as caveat_zh,
    'All four are printed to a million yuan, so the difference lies within {bounds}; it is taken that the sources '
    || 'count alike.' as caveat_en
from total as t
inner join years as y on t.observation_id = y.total_id
where t.lo > y.hi
