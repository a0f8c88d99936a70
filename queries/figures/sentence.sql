-- A figure as a sentence of a report: its statement, with the growth that belongs to it where there is one.
select
    case
        when g.observation_id is null then o.statement
        else
            pick(
                $lang,
                rtrim(o.statement, '。') || '，同比增长' || g.display || '。',
                rtrim(o.statement, '.') || ', up ' || g.display || ' on a year before.'
            )
    end as sentence
from told($lang) as o
left join told($lang) as g
    on
        g.metric_id = o.metric_id || '_growth'
        and o.subject_id = g.subject_id
        and o.period_end = g.period_end
        and g.basis = 'published'
        and o.basis = 'published'
        and g.value > 0
where o.observation_id = $observation_id
