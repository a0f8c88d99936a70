-- A district's share of its city's GDP in one period: both at current prices, from other publications.
select
    'gdp_city_share' || district.suffix as observation_id,
    'gdp_city_share' as metric_id,
    district.subject_id,
    district.source_id,
    district.period_kind,
    district.period_start,
    district.period_end,
    100 * district.v / city.v as value,
    100 * district.lo / city.hi as lower,
    100 * district.hi / city.lo as upper,
    '%' as unit,
    'about' as qualifier,
    2 as decimals,
    'gdp ÷ gdp of the city' as formula,
    '区地区生产总值 ÷ 市地区生产总值' as formula_zh,
    'GDP of the district ÷ GDP of the city' as formula_en,
    [district.observation_id, city.observation_id] as inputs,
    format('{}，{}地区生产总值{}，为全市{}的{{figure}}。', district.period_zh, s.name_zh, district.printed, city.printed)
        as statement_zh,
    format(
        '{}, {}: {{figure}} of the city''s GDP, {} of {}.',
        s.name_en, district.period_en, district.display_en, city.display_en
    ) as statement_en,
    '稿件没有这个数；全市数在转载中读到。' as caveat_zh,
    'Not in the report; the city''s figure was read in a copy.' as caveat_en
from rounded as district
inner join subjects as s on district.subject_id = s.subject_id
inner join subjects as c on s.parent_id = c.subject_id and c.scope = 'city'
inner join rounded as city
    on
        c.subject_id = city.subject_id
        and district.metric_id = city.metric_id
        and district.period_start = city.period_start
        and district.period_end = city.period_end
where
    district.metric_id = 'gdp'
    and district.qualifier = 'exact'
    and city.qualifier = 'exact'
    and 'estimate' not in (district.status, city.status)
