-- The level a year before that a report's level and its growth imply: level ÷ (1 + growth).
select
    level.metric_id || level.suffix_before as observation_id,
    level.metric_id,
    level.subject_id,
    level.source_id,
    level.period_kind,
    cast(level.period_start - interval 1 year as date) as period_start,
    cast(level.period_end - interval 1 year as date) as period_end,
    level.v / (1 + growth.v / 100) / level.factor as value,
    level.lo / (1 + growth.hi / 100) / level.factor as lower,
    level.hi / (1 + growth.lo / 100) / level.factor as upper,
    level.unit,
    'about' as qualifier,
    1 as decimals,
    level.metric_id || ' ÷ (1 + ' || growth.metric_id || ')' as formula,
    level.title_zh || ' ÷（1 + 增速）' as formula_zh,
    lcase(level.title_en[1]) || level.title_en[2:] || ' ÷ (1 + its growth)' as formula_en,
    [level.observation_id, growth.observation_id] as inputs,
    format('由{}和增速{}倒推，上年同期{}{{figure}}。', level.printed, growth.printed, level.title_zh) as statement_zh,
    format(
        '{} a year before: {{figure}}, as {} and growth of {} imply.',
        level.title_en, level.display_en, growth.display_en
    ) as statement_en,
    '推算值，范围已计入舍入或截去；增速按同比理解，未考虑上年数据的修订和可比口径调整。' as caveat_zh,
    'Implied; the bounds allow for rounding or cutting off. The growth is read as year on year, without revisions or '
    || 'comparable-basis adjustments.' as caveat_en
from rounded as level
inner join rounded as growth
    on
        growth.metric_id = level.metric_id || '_growth'
        and growth.comparison = 'yoy'
        and level.source_id = growth.source_id
        and level.subject_id = growth.subject_id
        and level.period_start = growth.period_start
        and level.period_end = growth.period_end
where level.basis = 'published' and level.kind = 'level' and level.qualifier = 'exact' and growth.qualifier = 'exact'
