-- The editions or months that a streak of first places spans, counted back from its end. Only one that the report
-- itself gives a place for is stated; the others follow from the length. Months stand in a line a year, editions in
-- one.
with cells as (
    select
        s.*,
        r.display as place,
        r.period_start as stated_start,
        r.period_end as stated_end,
        s.base_unit = '年' as yearly,
        cast(m.start as date) as cell_start,
        p.display as length
    from told_in_report($lang, $source) as s
    inner join told_in_report($lang, $source) as p on list_contains(s.inputs, p.observation_id)
    cross join told_in_report($lang, $source) as r
    cross join
        unnest(
            generate_series(s.period_start, s.period_end, if(s.base_unit = '年', interval 1 year, interval 1 month))
        ) as m (start)
    where
        s.metric_id = $streak
        and s.basis = 'derived'
        and p.basis = 'published'
        and r.metric_id = $rank
        and r.basis = 'published'
)

select
    * exclude (label, display, place, stated_start, stated_end, yearly, cell_start, length),
    place as display,
    case
        when yearly then strftime(cell_start, '%Y')
        else pick($lang, strftime(cell_start, '%Y年%-m月'), strftime(cell_start, '%b %Y'))
    end as cell_label,
    cell_label as label,
    if(
        stated_start = cell_start
        and stated_end = cast(cell_start + if(yearly, interval 1 year, interval 1 month) - interval 1 day as date),
        'stated', 'implied'
    ) as state,
    if(yearly, '', strftime(cell_start, '%Y')) as line,
    if(yearly, year(cell_start), month(cell_start)) as slot,
    case
        when yearly then cell_label
        else pick($lang, strftime(cell_start, '%-m月'), strftime(cell_start, '%b'))
    end as slot_label,
    pick($lang, format('连续{}第一', length), format('{} for {} in a row', place, length)) as run,
    row_number() over (order by cell_start) as "order"
from cells
order by cell_start
