-- The rank in the edition before: this rank plus the places gained.
select
    'ccid_rank_2023' as observation_id,
    now.metric_id,
    now.subject_id,
    now.source_id,
    now.period_kind,
    cast(now.period_start - interval 1 year as date) as period_start,
    cast(now.period_end - interval 1 year as date) as period_end,
    '2023年榜单' as period_zh,
    '2023 edition' as period_en,
    now.v + gained.v as value,
    now.v + gained.v as lower,
    now.v + gained.v as upper,
    now.unit,
    'exact' as qualifier,
    0 as decimals,
    'ccid_rank + ccid_rank_change' as formula,
    '本届位次 + 前进位数' as formula_zh,
    'this rank + places gained' as formula_en,
    [now.observation_id, gained.observation_id] as inputs,
    format('由第{}位、前进{}倒推，上一届榜单为第{:.0f}位。', now.printed, gained.printed, now.v + gained.v)
        as statement_zh,
    format(
        'From {} and {} gained, the edition before had Wuchang at No. {:.0f}.',
        now.display_en, gained.display_en, now.v + gained.v
    ) as statement_en,
    '“去年”按2023年榜单理解。' as caveat_zh,
    '“Last year” is read as the 2023 edition.' as caveat_en
from rounded as now, rounded as gained
where now.observation_id = 'ccid_rank_2024' and gained.observation_id = 'ccid_rank_change_2024'
