-- How long ago the plant's dated turns lie in the year of the report's latest day: its first boilers, its rebuilding.
with turns as (
    select
        e.*,
        year(s.date_latest) as in_year,
        year(s.date_latest) - year(e.date_start) as age,
        e.event_id = 'coal_boilers_1915' as first_boilers
    from events as e
    inner join sources as s on e.source_id = s.source_id
    where e.event_id in ('coal_boilers_1915', 'plant_rebuilt_1946')
)

select
    format('plant_age{}_{}', if(first_boilers, '', '_rebuilt'), in_year) as observation_id,
    if(first_boilers, 'plant_age', 'plant_age_rebuilt') as metric_id,
    'wuchang_power_plant' as subject_id,
    source_id,
    'year' as period_kind,
    make_date(in_year, 1, 1) as period_start,
    make_date(in_year, 12, 31) as period_end,
    age as value,
    age as lower,
    age as upper,
    '年' as unit,
    'exact' as qualifier,
    0 as decimals,
    format('{} − year of {}', in_year, event_id) as formula,
    format('{} − {}', in_year, if(first_boilers, '燃煤锅炉年份', '重建年份')) as formula_zh,
    format('{} − year of {}', in_year, if(first_boilers, 'the coal boilers', 'the rebuilding')) as formula_en,
    cast([] as varchar[]) as inputs,
    [event_id] as input_events,
    format(
        '从{}年{}算起，到{}年相距{}年。', year(date_start), if(first_boilers, '的燃煤锅炉', '重建'), in_year, age
    ) as statement_zh,
    format(
        'From the {} of {} to {} is {} years.',
        if(first_boilers, 'coal boilers', 'rebuilding'), year(date_start), in_year, age
    ) as statement_en,
    '两个年份相减，只到年；原文没有写这个数。' as caveat_zh,
    'One year less another, to the year only; the report does not print it.' as caveat_en
from turns
