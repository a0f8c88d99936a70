-- How many observations pass the filters.
select coalesce(sum(observations), 0)::bigint as observations
from
    passing(
        themes := $themes, topics := $topics, kinds := $kinds, units := $units,
        scopes := $scopes, subjects := $subjects, qualifiers := $qualifiers, bases := $bases,
        period_kinds := $period_kinds, years := $years, text := $text, source := $source
    )
where missed = 0
