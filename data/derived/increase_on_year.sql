-- By how much a report's level rose in a year: level × growth ÷ (1 + growth), where the catalogue has such a metric.
select
    increase.metric_id || level.suffix as observation_id,
    increase.metric_id,
    level.subject_id,
    level.source_id,
    level.period_kind,
    level.period_start,
    level.period_end,
    level.period_zh,
    level.period_en,
    level.v * growth.v / (100 + growth.v) / level.factor as value,
    level.lo * growth.lo / (100 + growth.lo) / level.factor as lower,
    level.hi * growth.hi / (100 + growth.hi) / level.factor as upper,
    level.unit,
    'about' as qualifier,
    'yoy' as comparison,
    1 as decimals,
    level.metric_id || ' × growth ÷ (1 + growth)' as formula,
    level.title_zh || ' × 增速 ÷（1 + 增速）' as formula_zh,
    lcase(level.title_en[1]) || level.title_en[2:] || ' × growth ÷ (1 + growth)' as formula_en,
    [level.observation_id, growth.observation_id] as inputs,
    format('由{}和增速{}推算，{}比上年同期多{{figure}}。', level.printed, growth.printed, level.title_zh) as statement_zh,
    format(
        '{}: {{figure}} more than a year before, as {} and growth of {} imply.',
        level.title_en, level.display_en, growth.display_en
    ) as statement_en,
    '推算值，范围已计入舍入或截去；未考虑上年数据的修订。' as caveat_zh,
    'Implied; the bounds allow for rounding or cutting off, not for revisions of the year before.' as caveat_en
from rounded as level
inner join metrics as increase on increase.metric_id = level.metric_id || '_increase'
inner join rounded as growth
    on
        growth.metric_id = level.metric_id || '_growth'
        and growth.comparison = 'yoy'
        and level.source_id = growth.source_id
        and level.subject_id = growth.subject_id
        and level.period_start = growth.period_start
        and level.period_end = growth.period_end
-- the product grows with either factor only above zero
where level.basis = 'published' and level.qualifier = 'exact' and growth.qualifier = 'exact' and growth.lo > 0
