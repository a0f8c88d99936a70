-- Every observation with the words a reader needs beside it: metric, subject, section, source.
select
    o.*,
    m.theme_id,
    m.topic,
    m.title_zh,
    m.title_en,
    m.definition_zh,
    m.definition_en,
    m.kind,
    m.better,
    m.additive,
    m.headline,
    m.sort,
    u.quantity,
    u.factor,
    w.name_en as unit_en,
    m.unit as metric_unit,
    w.factor as metric_factor,
    m.quantity as counted,
    m.nature,
    m.base,
    s.name_zh as subject_zh,
    s.name_en as subject_en,
    s.scope,
    t.title_zh as theme_zh,
    t.title_en as theme_en,
    c.title_zh as section_zh,
    c.title_en as section_en,
    r.short_zh as source_zh,
    r.short_en as source_en,
    w_topic.title_zh as topic_zh,
    w_topic.title_en as topic_en,
    w_kind.title_zh as kind_zh,
    w_kind.title_en as kind_en,
    w_scope.title_zh as scope_zh,
    w_scope.title_en as scope_en,
    w_basis.title_zh as basis_zh,
    w_basis.title_en as basis_en,
    w_qualifier.title_zh as qualifier_zh,
    w_qualifier.title_en as qualifier_en,
    w_comparison.title_zh as comparison_zh,
    w_comparison.title_en as comparison_en,
    w_status.title_zh as status_zh,
    w_status.title_en as status_en,
    r.kind as source_kind,
    r.confidence,
    coalesce(o.subject_id = r.subject_id, false) as main_subject,
    x.corrected_zh,
    x.corrected_en
from observations as o
inner join metrics as m on o.metric_id = m.metric_id
inner join units as u on o.unit = u.unit
inner join units as w on m.unit = w.unit
inner join subjects as s on o.subject_id = s.subject_id
inner join themes as t on m.theme_id = t.theme_id
left join sections as c on o.source_id = c.source_id and o.root_section = c.section
left join sources as r on o.source_id = r.source_id
left join terms as w_topic on w_topic.vocabulary = 'topic' and m.topic = w_topic.term
left join terms as w_kind on w_kind.vocabulary = 'kind' and m.kind = w_kind.term
left join terms as w_scope on w_scope.vocabulary = 'scope' and s.scope = w_scope.term
left join terms as w_basis on w_basis.vocabulary = 'basis' and o.basis = w_basis.term
left join terms as w_qualifier on w_qualifier.vocabulary = 'qualifier' and o.qualifier = w_qualifier.term
left join terms as w_status on w_status.vocabulary = 'status' and o.status = w_status.term
left join terms as w_comparison on w_comparison.vocabulary = 'comparison' and o.comparison = w_comparison.term
left join corrected as x on o.observation_id = x.observation_id
