-- The growth of the city that a district lies in: the district's growth minus its lead over the city.
select
    growth.metric_id || '_' || district.parent_id || growth.suffix as observation_id,
    growth.metric_id,
    district.parent_id as subject_id,
    growth.source_id,
    growth.period_kind,
    growth.period_start,
    growth.period_end,
    growth.v - gap.v as value,
    growth.lo - gap.hi as lower,
    growth.hi - gap.lo as upper,
    growth.unit,
    'about' as qualifier,
    1 as decimals,
    growth.comparison,
    growth.metric_id || ' − ' || gap.metric_id as formula,
    '区增速 − 高于全市的幅度' as formula_zh,
    'district growth − lead over the city' as formula_en,
    [growth.observation_id, gap.observation_id] as inputs,
    format('由区增速{}减去{}，{}{}{{figure}}。', growth.printed, gap.printed, city.name_zh, growth.title_zh)
        as statement_zh,
    format(
        '{} in {} as a whole: {{figure}}, implied by {} less {}.',
        growth.title_en, city.name_en, growth.display_en, gap.display_en
    ) as statement_en,
    '由报道的两个数相减得出，增速按同比理解，不是市统计部门的公布值。' as caveat_zh,
    'The difference of two reported numbers, read as year on year; not a release by the city''s statistics office.'
        as caveat_en
from rounded as growth
inner join subjects as district on growth.subject_id = district.subject_id
inner join subjects as city on district.parent_id = city.subject_id
inner join rounded as gap
    on
        gap.metric_id = growth.metric_id || '_gap'
        and gap.comparison = 'city'
        and growth.source_id = gap.source_id
        and growth.subject_id = gap.subject_id
        and growth.period_start = gap.period_start
        and growth.period_end = gap.period_end
where growth.basis = 'published' and growth.qualifier = 'exact' and gap.qualifier = 'exact'
