-- Some figures of a report, or of the publications beside it, in the order asked for, each with the growth or the
-- change that belongs to it. A level at current prices beside a growth at constant ones each say so.
select
    h.* exclude (label),
    d.observation_id as delta_id,
    d.display as delta,
    d.value as delta_value,
    d.comparison as delta_comparison,
    d.kind as delta_kind,
    h.title || if(d.base = 'constant_prices', pick($lang, '（现价）', ' at current prices'), '') as label,
    d.comparison_title || if(d.base = 'constant_prices', pick($lang, '，不变价', ', real'), '') as delta_comparison_title
from told_beside($lang, $source) as h
left join told_beside($lang, $source) as d
    on
        h.source_id = d.source_id
        and h.subject_id = d.subject_id
        and h.basis = d.basis
        and (h.status = 'target') = (d.status = 'target')
        and h.period_end = d.period_end
        and h.period_start is not distinct from d.period_start
        and d.metric_id in (h.metric_id || '_growth', h.metric_id || '_change', h.metric_id || '_real_growth')
        and d.comparison in ('yoy', 'previous_edition')
where list_contains($ids, h.observation_id)
order by list_position($ids, h.observation_id)
