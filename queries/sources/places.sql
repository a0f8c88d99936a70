-- What every paragraph of a source is known by in any copy of its text, and where it stands in the one that locators
-- count.
select
    p.paragraph,
    p.char_start,
    p.char_end,
    h.normal_chars,
    h.normal_sum,
    h.normal_sha256,
    h.left_out
from paragraphs as p
inner join places as h on p.source_id = h.source_id and p.paragraph = h.paragraph
where p.source_id = $source
order by p.paragraph
