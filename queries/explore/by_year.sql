-- How many observations pass the filters, by year: in each year that their period covers, of those that can be chosen;
-- the undated last. Each is what choosing the year would leave, so where years are chosen only they are counted.
with covered as (
    select
        year_first,
        year_last,
        count(*) as observations
    from
        chosen(
            themes := $themes, topics := $topics, kinds := $kinds, units := $units,
            scopes := $scopes, subjects := $subjects, qualifiers := $qualifiers, bases := $bases,
            period_kinds := $period_kinds, years := $years, text := $text, source := $source
        )
    group by all
),

listed as (
    select distinct y.year
    from years as y
    inner join sources as r on y.source_id = r.source_id
    where r.source_id = $source or list_contains(r.beside, $source)
)

select
    y.year,
    cast(y.year as varchar) as label,
    cast(sum(s.observations) as integer) as observations,
    cast(sum(s.observations) as varchar) as display
from listed as y
inner join covered as s on y.year between s.year_first and s.year_last
where y.year in $years or len($years) = 0
group by y.year
union all
select
    null,
    pick($lang, '无日期', 'no dates'),
    cast(sum(observations) as integer) as observations,
    cast(sum(observations) as varchar)
from covered
where year_last is null
having count(*) > 0
order by year nulls last
