-- The hedge word in the printed figure and the qualifier say the same.
select
    observation_id as id,
    printed || ': ' || qualifier as found,
    case
        when regexp_matches(printed, '近') then 'nearly'
        when regexp_matches(printed, '超|突破|以上|余|多') then 'over'
        when regexp_matches(printed, '约|左右') then 'about'
        when regexp_matches(printed, '级$') then 'order'
        when regexp_matches(printed, '.[—–-]|^前') then 'range'
        else 'exact'
    end as expected
from observations
where basis <> 'derived' and qualifier <> expected
