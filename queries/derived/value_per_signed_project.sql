-- Value per signed project: the signed total ÷ the number of projects, which is whole.
select
    'value_per_signed_project_2024' as observation_id,
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
    format(
        '平均每个签约项目约{:.1f}亿元（{} ÷ {}）。',
        total.v / projects.v / total.factor, total.printed, projects.printed
    ) as statement_zh,
    format(
        'A signed project averages about {:.0f} million yuan ({} ÷ {}).',
        total.v / projects.v / 1e6, total.display_en, projects.display_en
    ) as statement_en,
    '签约金额的平均，不是投资进度；各项目大小未写明。' as caveat_zh,
    'An average of signed value, not of money spent; the sizes of the projects are not stated.' as caveat_en
from rounded as total, rounded as projects
where total.observation_id = 'projects_signed_value_2024' and projects.observation_id = 'projects_signed_2024'
