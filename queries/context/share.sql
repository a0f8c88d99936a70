-- What a subject reaches of the whole that it lies in, as derived from the figures of both; `whole` says what 100 % is.
select
    s.* exclude (label),
    concat_ws(' · ', s.title, s.period) as label,
    pick(
        $lang,
        format('100%为{}的{}', whole.subject, whole.display),
        format('100% is {}: {}', whole.subject, whole.display)
    ) as whole
from told_beside($lang, $source) as s
inner join told_beside($lang, $source) as whole
    on list_contains(s.inputs, whole.observation_id) and s.subject_id <> whole.subject_id
where
    s.metric_id = $metric
    and s.basis = 'derived'
    and ($later or not s.later)
order by s.period_start, s.period_end
