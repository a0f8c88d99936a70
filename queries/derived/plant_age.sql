-- Age of the plant in the report's year, from the event that dates its first boilers.
select
    'plant_age_2024' as observation_id,
    'plant_age' as metric_id,
    'wuchang_power_plant' as subject_id,
    founded.source_id,
    'year' as period_kind,
    date '2024-01-01' as period_start,
    date '2024-12-31' as period_end,
    2024 - year(founded.date_start) as value,
    2024 - year(founded.date_start) as lower,
    2024 - year(founded.date_start) as upper,
    '年' as unit,
    'exact' as qualifier,
    0 as decimals,
    '2024 − year of coal_boilers_1915' as formula,
    '2024 − 燃煤锅炉年份' as formula_zh,
    '2024 − year of the coal boilers' as formula_en,
    cast([] as varchar[]) as inputs,
    [founded.event_id] as input_events,
    format('从{}年的燃煤锅炉算起，到2024年已有{}年。', year(founded.date_start), 2024 - year(founded.date_start))
        as statement_zh,
    format(
        'Counted from the coal boilers of {}, the plant was {} years old in 2024.',
        year(founded.date_start), 2024 - year(founded.date_start)
    ) as statement_en,
    '1946年为重建，若从重建算起则更短。' as caveat_zh,
    'The plant was rebuilt in 1946; counted from then it is younger.' as caveat_en
from events as founded
where founded.event_id = 'coal_boilers_1915'
