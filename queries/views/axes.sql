-- With which other figures a figure can stand on one axis, for every combination that can tell: the one place for this
-- rule. A combination is a metric, a scope, what it is against, a series and a period.
--
-- `alike_id` is shared by the same quantity in the same unit and of the same kind and nature, on the same base, against
-- the same, in the same series, in the same scope, over a period of the same kind:
-- * a rate's base and what it is against have to be known; where the source does not state them, only the same metric
--   is alike. So with the field that a rank is a place in: 41st of the nation is not beside first of the province.
-- * a whole month, half-year or year is like any other; what runs to date, a season, a holiday or part of a year is
--   like the same stretch of another year; where a date is missing, only the same metric is alike. A stock is counted
--   at a moment, so what led up to it makes no difference.
-- * a level, a count or a rank of a district never stands beside a city's, not even of one metric: the whole would
--   dwarf the part, or the field would be another.
--
-- `across_id` is shared by the rates, prices, shares and ratios of one metric, whoever they are of and over whichever
-- stretch, against the same and over the same kind of period: growth of the district beside the city's says which grew
-- faster. An estimate or a derived value is told apart by its mark, not by its axis. Streaks are lengths of time that
-- end on different days, and are not drawn.
with found as (
    select
        o.metric_id,
        s.scope,
        o.comparison,
        o.series,
        o.period_kind,
        o.period_start,
        o.period_end,
        any_value(o.period_zh) as period_zh,
        any_value(o.period_en) as period_en
    from observations as o
    inner join subjects as s on o.subject_id = s.subject_id
    group by all
),

placed_in_time as (
    select
        f.*,
        m.unit,
        m.kind,
        coalesce(m.quantity, f.metric_id) as quantity,
        m.nature,
        m.base,
        m.nature is null and m.kind in ('growth', 'gap', 'price', 'share', 'ratio') as is_rate,
        case
            when m.nature = 'stock' then 'moment'
            when f.period_kind in ('day', 'as_of', 'edition') then f.period_kind
            when f.period_start is null or f.period_end is null then f.period_kind || ':' || f.metric_id
            when
                f.period_start = date_trunc(if(f.period_kind = 'year', 'year', 'month'), f.period_start)
                and f.period_end = f.period_start + case f.period_kind
                    when 'month' then interval 1 month
                    when 'half_year' then interval 6 months
                    when 'year' then interval 1 year
                end - interval 1 day
                then f.period_kind
            else
                concat_ws(
                    ':',
                    f.period_kind,
                    strftime(f.period_start, '%m%d'),
                    strftime(f.period_end, '%m')
                    || if(f.period_end = last_day(f.period_end), '', strftime(f.period_end, '%d')),
                    year(f.period_end) - year(f.period_start)
                )
        end as stretch
    from found as f
    inner join metrics as m on f.metric_id = m.metric_id
    where m.kind <> 'streak'
)

select
    metric_id,
    scope,
    comparison,
    series,
    period_kind,
    period_start,
    period_end,
    period_zh,
    period_en,
    stretch,
    concat_ws(
        '|',
        unit,
        kind,
        quantity,
        coalesce(nature, ''),
        case
            when base = 'not_stated' or (base is null and kind in ('growth', 'gap', 'rank')) then metric_id
            else coalesce(base, '')
        end,
        if(comparison = 'not_stated', metric_id, coalesce(comparison, '')),
        stretch,
        scope,
        coalesce(series, '')
    ) as alike_id,
    case
        when is_rate then concat_ws('|', metric_id, coalesce(comparison, ''), period_kind, coalesce(series, ''))
    end as across_id
from placed_in_time
