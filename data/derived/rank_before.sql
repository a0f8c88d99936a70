-- The rank in the edition before: this rank plus the places gained.
select
    now.metric_id || now.suffix_before as observation_id,
    now.metric_id,
    now.subject_id,
    now.source_id,
    now.period_kind,
    cast(now.period_start - interval 1 year as date) as period_start,
    cast(now.period_end - interval 1 year as date) as period_end,
    format('{}年榜单', year(now.period_start) - 1) as period_zh,
    format('{} edition', year(now.period_start) - 1) as period_en,
    now.v + gained.v as value,
    now.v + gained.v as lower,
    now.v + gained.v as upper,
    now.unit,
    'exact' as qualifier,
    0 as decimals,
    now.metric_id || ' + ' || gained.metric_id as formula,
    '本届位次 + 前进位数' as formula_zh,
    'this rank + places gained' as formula_en,
    [now.observation_id, gained.observation_id] as inputs,
    format('由第{}位、前进{}倒推，上一届榜单为{{figure}}。', regexp_replace(now.printed, '^第|位$', '', 'g'), gained.printed)
        as statement_zh,
    format('{} and {} gained put the edition before at {{figure}}.', now.display_en, gained.display_en) as statement_en,
    format('“去年”按{}年榜单理解。', year(now.period_start) - 1) as caveat_zh,
    format('“Last year” is read as the {} edition.', year(now.period_start) - 1) as caveat_en
from rounded as now
inner join rounded as gained
    on
        gained.metric_id = now.metric_id || '_change'
        and gained.comparison = 'previous_edition'
        and now.source_id = gained.source_id
        and now.subject_id = gained.subject_id
        and now.period_start = gained.period_start
where now.basis = 'published' and now.kind = 'rank'
