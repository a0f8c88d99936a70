-- What one report says and what is derived from it alone, in the reader's language.
select *
from told($lang)
where source_id = $source
