-- Every number of a source's text with what is recorded of it: a figure in the unit that it is printed in and, as
-- `scale`, the power of ten to its base unit, where it is one; or the reason why it is no figure.
select
    l.paragraph,
    l.char_start,
    l.char_end,
    l.printed,
    l.reason as reason_id,
    o.observation_id,
    o.metric_id,
    o.subject_id,
    o.period_start,
    o.period_end,
    o.period_kind,
    o.value,
    o.lower,
    o.upper,
    o.unit,
    o.qualifier,
    o.decimals,
    o.comparison,
    o.base_value,
    o.base_lower,
    o.base_upper,
    o.base_unit,
    if(u.factor = power(10, round(log10(u.factor))), cast(round(log10(u.factor)) as integer), null) as scale,
    o.status,
    pick($lang, m.title_zh, m.title_en) as title,
    pick($lang, n.name_zh, n.name_en) as subject,
    pick($lang, o.period_zh, o.period_en) as period,
    pick($lang, o.display_zh, o.display_en) as display,
    pick($lang, r.title_zh || '：' || r.note_zh, r.title_en || ': ' || r.note_en) as why
from ledger as l
left join observations as o on l.observation_id = o.observation_id
left join units as u on o.unit = u.unit
left join metrics as m on o.metric_id = m.metric_id
left join subjects as n on o.subject_id = n.subject_id
left join terms as r on r.vocabulary = 'reason' and l.reason = r.term
where l.source_id = $source
order by l.char_start
