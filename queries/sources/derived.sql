-- Every derived observation of a report and the publications beside it, with its formula, bounds and what to beware of.
select *
from told_beside($lang, $source)
where basis = 'derived' and (len($themes) = 0 or list_contains($themes, theme_id))
order by sort, observation_id
