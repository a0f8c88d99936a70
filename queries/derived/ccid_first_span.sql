-- The years the streak covers: it ends with the edition's year and is as long as printed.
select
    'ccid_province_first_span' as observation_id,
    streak.metric_id,
    streak.subject_id,
    streak.source_id,
    'edition' as period_kind,
    make_date(cast(year(streak.period_end) - streak.v + 1 as integer), 1, 1) as period_start,
    make_date(year(streak.period_end), 12, 31) as period_end,
    format('{:.0f}—{}年', year(streak.period_end) - streak.v + 1, year(streak.period_end)) as period_zh,
    format('{:.0f}–{}', year(streak.period_end) - streak.v + 1, year(streak.period_end)) as period_en,
    streak.v as value,
    streak.v as lower,
    streak.v as upper,
    streak.unit,
    'exact' as qualifier,
    0 as decimals,
    'year of the edition − ccid_province_first_years + 1' as formula,
    '榜单年份 − 连续年数 + 1，至榜单年份' as formula_zh,
    'edition year − streak + 1, to the edition year' as formula_en,
    [streak.observation_id] as inputs,
    format(
        '连续{}居全省第一，对应{:.0f}—{}年的榜单。', streak.printed, year(streak.period_end) - streak.v + 1, year(streak.period_end)
    )
        as statement_zh,
    format(
        'First in the province for {} in a row: the editions of {:.0f}–{}.',
        streak.display_en, year(streak.period_end) - streak.v + 1, year(streak.period_end)
    ) as statement_en,
    '按每年一届、含2024年榜单推算。' as caveat_zh,
    'Assumes one edition a year, 2024 included.' as caveat_en
from rounded as streak
where streak.observation_id = 'ccid_province_first_years_2024'
