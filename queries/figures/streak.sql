-- The editions or months that a streak of first places spans, counted back from its end. Only one that the report
-- itself gives a place for is stated; the others follow from the length.
with cells as (
    select
        s.*,
        r.display as place,
        r.value as place_value,
        r.period_start as stated_start,
        r.period_end as stated_end,
        s.base_unit = '年' as yearly,
        cast(m.start as date) as cell_start,
        count(*) over () as cells
    from told_in_report($lang, $source) as s,
        told_in_report($lang, $source) as r,
        unnest(
            generate_series(s.period_start, s.period_end, if(s.base_unit = '年', interval 1 year, interval 1 month))
        ) as m (start)
    where s.metric_id = $streak and s.basis = 'derived' and r.metric_id = $rank and r.basis = 'published'
)

select
    * exclude (label, display, place, place_value, stated_start, stated_end, yearly, cell_start, cells),
    if(cells > 8, cast(cast(place_value as integer) as varchar), place) as display,
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
    row_number() over (order by cell_start) as "order"
from cells
order by cell_start
