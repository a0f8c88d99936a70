-- Every derived observation with its formula, bounds and what to beware of.
select *
from told($lang)
where basis = 'derived'
order by sort, observation_id
