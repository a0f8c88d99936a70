-- Value per signed project: a report's signed total ÷ the number of projects, which is whole.
select
    'value_per_signed_project' || replace(total.suffix, '_value', '') as observation_id,
    'value_per_signed_project' as metric_id,
    total.subject_id,
    total.source_id,
    total.period_kind,
    total.period_start,
    total.period_end,
    total.period_zh,
    total.period_en,
    total.v / projects.v / total.factor as value,
    total.lo / projects.v / total.factor as lower,
    total.hi / projects.v / total.factor as upper,
    '亿元/个' as unit,
    'about' as qualifier,
    1 as decimals,
    'projects_signed_value ÷ projects_signed' as formula,
    '签约总金额 ÷ 签约项目数' as formula_zh,
    'signed value ÷ projects signed' as formula_en,
    [total.observation_id, projects.observation_id] as inputs,
    format('签约项目平均{{figure}}（{} ÷ {}）。', total.printed, projects.printed) as statement_zh,
    format('Signed projects average {{figure}} ({} ÷ {}).', total.display_en, projects.display_en) as statement_en,
    '签约金额的平均，不是投资进度；各项目大小未写明；范围已计入舍入或截去。' as caveat_zh,
    'An average of signed value, not of money spent; the sizes of the projects are not stated. The bounds allow for '
    || 'rounding or cutting off.' as caveat_en
from rounded as total
inner join rounded as projects
    on
        total.source_id = projects.source_id
        and total.subject_id = projects.subject_id
        and total.period_start = projects.period_start
        and total.period_end = projects.period_end
where
    total.metric_id = 'projects_signed_value'
    and projects.metric_id = 'projects_signed'
    and total.basis = 'published'
    and projects.qualifier = 'exact'
