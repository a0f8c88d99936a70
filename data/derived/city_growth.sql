-- The growth of the whole that a place is part of, a district's city or a province's nation: its own growth minus its
-- lead.
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
    if(gap.comparison = 'city', '区增速 − 高于全市的幅度', '省增速 − 高于全国的幅度') as formula_zh,
    if(gap.comparison = 'city', 'district growth − lead over the city', 'growth − lead over the nation') as formula_en,
    [growth.observation_id, gap.observation_id] as inputs,
    format(
        '由{}增速{}减去{}，{}{}{{figure}}。',
        if(gap.comparison = 'city', '区', '省'), growth.printed, gap.printed, city.name_zh, growth.title_zh
    ) as statement_zh,
    format(
        '{} in {} as a whole: {{figure}}, implied by {} less {}.',
        growth.title_en, city.name_en, growth.display_en, gap.display_en
    ) as statement_en,
    format(
        '由报道的两个数相减得出，增速按同比理解，不是{}统计部门的公布值。', if(gap.comparison = 'city', '市', '国家')
    ) as caveat_zh,
    format(
        'The difference of two reported numbers, read as year on year; not a release by the {}''s statistics office.',
        if(gap.comparison = 'city', 'city', 'nation')
    ) as caveat_en
from rounded as growth
inner join subjects as district on growth.subject_id = district.subject_id
inner join subjects as city on district.parent_id = city.subject_id
inner join rounded as gap
    on
        gap.metric_id = growth.metric_id || '_gap'
        and gap.comparison in ('city', 'nation')
        and growth.source_id = gap.source_id
        and growth.subject_id = gap.subject_id
        and growth.period_start = gap.period_start
        and growth.period_end = gap.period_end
where growth.basis = 'published' and growth.qualifier = 'exact' and gap.qualifier = 'exact'
