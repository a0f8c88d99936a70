-- Some figures of a report, or of the publications beside it, as numbers of their own, in the order asked for: what no
-- axis may hold together.
select
    f.*,
    concat_ws(
        ' · ',
        case when f.subject_id <> r.subject_id then f.subject end,
        f.period,
        case when f.source_kind = 'context' then f.source end
    ) as under
from told_beside($lang, $source) as f
inner join sources as r on r.source_id = $source
where list_contains($ids, f.observation_id)
order by list_position($ids, f.observation_id)
