-- What the report says is consistent with what other publications say of the same thing.
select
    our_id as id,
    ours_zh as found,
    theirs_zh as expected
from set_against
where not coalesce(agrees, false)
