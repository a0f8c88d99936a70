-- The values of some metrics over time, the report's among those of other publications: half-years before years, what
-- stands on a new base after a gap.
select
    * exclude (label),
    concat_ws(
        ' · ',
        case
            when period_kind = 'to_date'
                then pick($lang, strftime(period_end, '至%Y年%-m月%-d日'), strftime(period_end, 'to %-d %B %Y'))
            else period
        end,
        case
            when basis = 'published' then pick($lang, '稿件', 'the report')
            when basis = 'derived' and source_kind = 'report' then pick($lang, '由稿件推算', 'derived from the report')
            when basis = 'derived' then pick($lang, '推算', 'derived')
            when status = 'estimate' then pick($lang, '预计', 'estimate')
        end,
        case when later then pick($lang, '稿件发布后', 'after the report') end
    ) as label,
    case
        when period_kind = 'half_year' then pick($lang, '上半年', 'First half')
        when period_kind = 'to_date' then pick($lang, '累计', 'To date')
        when series = 'rebased' then pick($lang, '全年，2024年起新基数', 'Whole year, on a new base from 2024')
        else pick($lang, '全年', 'Whole year')
    end as "group"
from told($lang)
where
    metric_id in $metrics
    and subject_id in ('wuchang', 'national_carbon_market')
    and (len($period_kinds) = 0 or period_kind in $period_kinds)
    and ($later or not later)
order by
    list_position(['half_year', 'year', 'to_date'], period_kind),
    series nulls first,
    period_start,
    list_position(['published', 'context', 'derived'], basis),
    list_position(['final', 'preliminary', 'estimate'], status)
