-- The district's share of the city's GDP in the first half of 2024: both at current prices, from other publications.
select
    'gdp_city_share_2024h1' as observation_id,
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
    format(
        '2024年上半年，武昌区地区生产总值{}，约占全市{}的{:.2f}%。', district.printed, city.printed, 100 * district.v / city.v
    ) as statement_zh,
    format(
        'In the first half of 2024 Wuchang made about {:.2f}% of the city''s GDP, {} of {}.',
        100 * district.v / city.v, district.display_en, city.display_en
    ) as statement_en,
    '稿件没有这个数；全市数在转载中读到。' as caveat_zh,
    'Not in the report; the city''s figure was read in a copy.' as caveat_en
from rounded as district, rounded as city
where district.observation_id = 'gdp_2024h1' and city.observation_id = 'gdp_wuhan_2024h1'
