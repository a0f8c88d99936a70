-- Each qualifier has just the bounds it gives (docs/design.md). A derived 'about' has both. 千万元级 is one order of
-- magnitude, 两万亿级 one step from what it names.
select
    observation_id as id,
    format('{}: {} / {} / {}', qualifier, lower, value, upper) as found,
    'the bounds of the qualifier' as expected
from observations
where
    not coalesce(case qualifier
        when 'exact' then value is not null and lower = value and upper = value
        when 'over' then value is not null and lower = value and upper is null
        when 'nearly' then value is not null and lower is null and upper = value
        when 'about' then value is not null
        when 'order' then value is null and upper in (10 * lower, lower + 1)
        else value is null and lower < upper
    end, false)
