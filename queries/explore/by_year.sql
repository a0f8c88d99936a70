-- How many observations pass the filters, by the year that their period ends in; the undated last.
select
    year(coalesce(period_end, period_start)) as year,
    coalesce(
        cast(year(coalesce(period_end, period_start)) as varchar), pick($lang, '未写明', 'not dated')
    ) as label,
    cast(count(*) as integer) as observations,
    cast(count(*) as varchar) as display
from
    chosen(
        themes := $themes, topics := $topics, kinds := $kinds, units := $units,
        scopes := $scopes, subjects := $subjects, qualifiers := $qualifiers, bases := $bases,
        period_kinds := $period_kinds, years := $years, text := $text
    )
group by all
order by year nulls last
