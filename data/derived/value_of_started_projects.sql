-- The least that the major projects started can be worth: their number × the threshold that makes a project major.
select
    'projects_started_value' || projects.suffix as observation_id,
    'projects_started_value' as metric_id,
    projects.subject_id,
    projects.source_id,
    projects.period_kind,
    projects.period_start,
    projects.period_end,
    projects.period_zh,
    projects.period_en,
    projects.v as value,
    projects.v as lower,
    cast(null as double) as upper,
    '亿元' as unit,
    'over' as qualifier,
    0 as decimals,
    'projects_started × 100 million yuan' as formula,
    '新开工亿元以上项目数 × 1亿元' as formula_zh,
    'projects started × 100 million yuan, the least each is worth' as formula_en,
    [projects.observation_id] as inputs,
    format('{}新开工的{}重大项目都在1亿元以上，合计投资规模{{figure}}。', projects.period_zh, projects.printed) as statement_zh,
    format(
        'The {} major projects started are of 100 million yuan or more each: {{figure}} in all.', projects.display_en
    ) as statement_en,
    '只是下限，由“亿元以上”的门槛推出；是项目规模，不是已完成的投资。' as caveat_zh,
    'A lower bound only, from the threshold of 100 million yuan; the size of the projects, not investment made.'
        as caveat_en
from rounded as projects
where projects.metric_id = 'projects_started' and projects.basis = 'published' and projects.qualifier = 'exact'
