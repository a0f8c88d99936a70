-- The four yearly evaluations: 2023 as the report says, 2022 from another publication, the two others as they follow.
select
    t.* exclude (label, display, statement, "where", source_id, source, section),
    coalesce(e.statement, t.statement) as statement,
    coalesce(e."where", t."where") as "where",
    coalesce(e.source_id, t.source_id) as source_id,
    coalesce(e.source, t.source) as source,
    case when e.observation_id is null then t.section end as section,
    case
        when e.observation_id is not null then e.display
        else r.display
    end as display,
    cast(y.edition as varchar) as cell_label,
    cast(y.edition as varchar) as label,
    case
        when y.edition = year(t.period_end) then 'stated'
        when e.observation_id is not null then 'elsewhere'
        else 'implied'
    end as state,
    y.edition as "order"
from told_in_report($lang) as t
cross join told_in_report($lang) as r
cross join unnest(generate_series(year(t.period_start), year(t.period_end))) as y (edition)
left join told($lang) as e
    on e.metric_id = 'evaluation_rank' and e.basis = 'context' and y.edition = year(e.period_end)
where t.metric_id = 'evaluation_first_times' and r.metric_id = 'evaluation_rank'
order by y.edition
