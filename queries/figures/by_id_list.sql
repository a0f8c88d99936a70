-- Some figures in the order asked for, each with the growth that belongs to it.
select
    h.*,
    d.display as delta,
    d.value as delta_value,
    d.comparison as delta_comparison,
    d.comparison_title as delta_comparison_title,
    d.kind as delta_kind
from told($lang) as h
left join told($lang) as d
    on
        h.subject_id = d.subject_id
        and h.period_end = d.period_end
        and d.metric_id = h.metric_id || '_growth'
        and d.basis = 'published'
where list_contains($ids, h.observation_id)
order by list_position($ids, h.observation_id)
