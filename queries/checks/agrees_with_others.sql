-- What the report says agrees with what other publications say of the same thing.
select
    our_id as id,
    ours_zh as found,
    coalesce(theirs_zh, 'a figure to set it against') as expected
from set_against
where not coalesce(agrees, false)
