-- How much one report holds: figures as printed, how many of them hedged, values derived from it, ledger rows, events,
-- entities; and its dated events with the first and the last of them.
with days as (
    select *
    from happened_in_report($lang, $source)
    where precision not in ('year', 'part_year', 'early')
)

select
    count(*) filter (where basis = 'published') as figures,
    count(*) filter (where basis = 'published' and qualifier <> 'exact') as hedged,
    count(*) filter (where basis = 'derived') as derived,
    (select count(*) from ledger as l where l.source_id = $source) as numbers,
    (select count(*) from events as v where v.source_id = $source) as events,
    (select count(*) from entities as e where e.source_id = $source) as entities,
    (select count(*) from days) as dated,
    (select arg_min(d.date, (d.date_start, d.date_end, d.event_id)) from days as d) as first_event,
    (select arg_max(d.date, (d.date_start, d.date_end, d.event_id)) from days as d) as last_event
from observations
where source_id = $source
