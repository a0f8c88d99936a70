-- The figures that stand in one paragraph of a source, in order.
select *
from told($lang)
where source_id = $source and paragraph = $paragraph and basis <> 'derived'
order by char_start
