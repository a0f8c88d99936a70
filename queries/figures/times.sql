-- How often a place was first over some years, year by year, counted back from the last. The last is stated. Where the
-- report is set beside other publications, a year that one of them tells is theirs; the rest are implied once as many
-- are told not to be first as there are years over, and unknown until then.
with years as (
    select
        t.*,
        y.edition,
        cast(t.value as integer) as times,
        count(*) over () as years,
        r.display as first_display,
        e.observation_id as their_id,
        e.display as their_display,
        e.statement as their_statement,
        e."where" as their_where,
        e.source_id as their_source_id,
        e.source as their_source,
        count(e.value) filter (where e.value > 1) over () = count(*) over () - t.value as settled
    from told_in_report($lang, $source) as t
    cross join told_in_report($lang, $source) as r
    cross join unnest(generate_series(year(t.period_start), year(t.period_end))) as y (edition)
    left join told_beside($lang, $source) as e
        on
            $beside
            and e.metric_id = $rank
            and e.source_id <> $source
            and y.edition = year(e.period_end)
            and ($later or not e.later)
    where t.metric_id = $times and r.metric_id = $rank and r.basis = 'published'
)

select
    * exclude (
        label, display, statement, "where", source_id, source, section, edition, first_display, their_id, their_display,
        their_statement, their_where, their_source_id, their_source, settled,
        times, years
    ),
    coalesce(their_statement, statement) as statement,
    coalesce(their_where, "where") as "where",
    coalesce(their_source_id, source_id) as source_id,
    coalesce(their_source, source) as source,
    case when their_id is null then section end as section,
    case
        when edition = year(period_end) then 'stated'
        when their_id is not null then 'elsewhere'
        when settled then 'implied'
        else 'unknown'
    end as state,
    case state
        when 'elsewhere' then their_display
        when 'unknown' then pick($lang, '未写明', 'not stated')
        else first_display
    end as display,
    case state
        when 'elsewhere' then their_display
        when 'unknown' then ''
        else first_display
    end as inside,
    '' as line,
    edition as slot,
    cast(edition as varchar) as slot_label,
    pick(
        $lang,
        format('{}年{}次第一', years, times), format('{} in {} of {} years', first_display, times, years)
    ) as run,
    cast(edition as varchar) as cell_label,
    cast(edition as varchar) as label,
    edition as "order"
from years
order by edition
