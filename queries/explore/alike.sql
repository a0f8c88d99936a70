-- The sets of figures that can stand on one axis, the largest first (the rule is in views/axes.sql): what each holds
-- and what it is called. A set that lies wholly within another is not offered.
with cells as (
    select
        o.metric_id,
        s.scope,
        o.comparison,
        o.series,
        o.period_kind,
        o.period_start,
        o.period_end,
        count(*) as observations
    from
        chosen(
            themes := $themes, topics := $topics, kinds := $kinds, units := $units,
            scopes := $scopes, subjects := $subjects, qualifiers := $qualifiers, bases := $bases,
            period_kinds := $period_kinds, years := $years, text := $text, source := $source
        ) as o
    inner join subjects as s on o.subject_id = s.subject_id
    group by all
),

known as (
    select
        a.*,
        c.observations,
        count(distinct a.alike_id) over (partition by a.across_id) as crossed,
        count(distinct a.metric_id) over (partition by a.alike_id) as joined
    from cells as c
    inner join axes as a
        on
            c.metric_id = a.metric_id
            and c.scope = a.scope
            and coalesce(c.comparison, '') = coalesce(a.comparison, '')
            and coalesce(c.series, '') = coalesce(a.series, '')
            and c.period_kind = a.period_kind
            and coalesce(c.period_start, date '0001-01-01') = coalesce(a.period_start, date '0001-01-01')
            and coalesce(c.period_end, date '0001-01-01') = coalesce(a.period_end, date '0001-01-01')
),

offered as (
    select
        alike_id as set_id,
        k.* exclude (alike_id)
    from known as k
    where k.across_id is null or k.crossed = 1 or k.joined > 1
    union all
    select
        across_id,
        k.* exclude (alike_id)
    from known as k
    where k.across_id is not null and k.crossed > 1
),

sets as (
    select
        set_id,
        any_value(metric_id) as metric_id,
        count(distinct metric_id) as metrics,
        any_value(comparison) as comparison,
        any_value(series) as series,
        any_value(period_kind) as period_kind,
        case when count(distinct stretch) = 1 then any_value(stretch) end as stretch,
        count(distinct pick($lang, period_zh, period_en)) as periods,
        any_value(period_start) as period_start,
        any_value(period_end) as period_end,
        any_value(pick($lang, period_zh, period_en)) as only_period,
        sum(observations)::integer as observations
    from offered
    group by set_id
),

scopes as (
    select
        d.set_id,
        string_agg(pick($lang, t.title_zh, t.title_en), pick($lang, '、', ', ') order by t.sort) as title
    from (
        select distinct
            set_id,
            scope
        from offered
    ) as d
    inner join terms as t on t.vocabulary = 'scope' and d.scope = t.term
    group by d.set_id
),

titled as (
    select
        g.set_id as alike_id,
        m.unit,
        m.kind,
        m.quantity,
        m.nature,
        m.base,
        g.comparison,
        g.series,
        g.observations,
        e.title as scope,
        -- of a stock no period is told; of one period its own name, of several their kind or the stretch they share
        case
            when g.stretch = 'moment' then null
            when g.periods = 1 then g.only_period
            when g.stretch is null or g.stretch = g.period_kind then pick($lang, p.title_zh, p.title_en)
            else
                pick(
                    $lang,
                    strftime(g.period_start, '%-m月%-d日—') || strftime(g.period_end, '%-m月%-d日'),
                    strftime(g.period_start, '%-d %B – ') || strftime(g.period_end, '%-d %B')
                )
        end as period,
        concat_ws(
            ' · ',
            if(g.metrics = 1, pick($lang, m.title_zh, m.title_en), pick($lang, q.title_zh, q.title_en)),
            pick($lang, n.title_zh, n.title_en),
            pick($lang, b.title_zh, b.title_en),
            pick($lang, c.title_zh, c.title_en),
            period,
            e.title,
            pick($lang, r.title_zh, r.title_en)
        ) as title,
        pick($lang, m.unit, split_part(u.name_en, '|', -1)) as unit_title
    from sets as g
    inner join metrics as m on g.metric_id = m.metric_id
    inner join units as u on m.unit = u.unit
    inner join scopes as e on g.set_id = e.set_id
    left join terms as q on q.vocabulary = 'quantity' and m.quantity = q.term
    left join terms as n on n.vocabulary = 'nature' and m.nature = n.term
    left join terms as b on b.vocabulary = 'base' and m.base = b.term
    left join terms as c on c.vocabulary = 'comparison' and g.comparison = c.term
    left join terms as p on p.vocabulary = 'period_kind' and g.period_kind = p.term
    left join terms as r on r.vocabulary = 'series' and g.series = r.term
)

select
    alike_id,
    unit,
    kind,
    quantity,
    nature,
    base,
    comparison,
    period,
    scope,
    series,
    unit_title,
    if(count(*) over (partition by title) > 1, concat_ws(' · ', title, nullif(unit_title, '')), title) as name,
    observations
from titled
order by observations desc, alike_id asc
