-- The eight headline figures, each with the growth or the change that belongs to it.
select
    h.*,
    d.display as delta,
    d.value as delta_value,
    d.comparison as delta_comparison,
    d.comparison_title as delta_comparison_title,
    d.kind as delta_kind,
    d.observation_id as delta_id
from told_in_report($lang) as h
left join told_in_report($lang) as d
    on
        h.subject_id = d.subject_id
        and h.period_end = d.period_end
        and d.metric_id in (h.metric_id || '_growth', h.metric_id || '_change')
        and d.basis = 'published'
where h.headline and h.basis = 'published'
order by
    list_position(
        [
            'ccid_rank', 'retail_sales', 'fixed_investment', 'tourism_visits', 'tourism_income', 'allowances_traded',
            'allowances_turnover', 'evaluation_rank'
        ],
        h.metric_id
    )
