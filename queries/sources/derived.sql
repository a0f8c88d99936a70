-- Every derived observation with its formula, bounds and what to beware of.
select *
from told($lang)
where basis = 'derived' and (len($themes) = 0 or list_contains($themes, theme_id))
order by sort, observation_id
