-- The figures that stand in one paragraph of a source, in order.
select *
from told_in_report($lang, $source)
where paragraph = $paragraph and basis <> 'derived'
order by char_start
