-- The ranks of 2021 and 2022, known as intervals only: back among the first 50 in 2022, so not among them in 2021, but
-- in the list of a hundred as first of the province; and places gained every year since, so behind 2023 in 2022. That
-- they were gained is said in 2025 only, which makes the interval of 2022 later than the report.
select
    'ccid_rank_2022' as observation_id,
    back.metric_id,
    back.subject_id,
    rising.source_id,
    back.period_kind,
    back.period_start,
    back.period_end,
    back.period_zh,
    back.period_en,
    cast(null as double) as value,
    now.v + gained.v + 1 as lower,
    back.hi as upper,
    back.unit,
    'range' as qualifier,
    0 as decimals,
    'ccid_rank + ccid_rank_change < rank <= 50' as formula,
    '2023年位次之后，至前50位' as formula_zh,
    'behind the rank of 2023, within the first 50' as formula_en,
    [back.observation_id, now.observation_id, gained.observation_id, rising.observation_id] as inputs,
    format('2022年榜单中，武昌区在第{:.0f}至第{:.0f}位之间。', now.v + gained.v + 1, back.hi) as statement_zh,
    format('Wuchang ranked between No. {:.0f} and No. {:.0f} in the 2022 edition.', now.v + gained.v + 1, back.hi)
        as statement_en,
    '上限出自“重返前50”；下限出自2023年为第42位，且2025年报告称连续四年进位。' as caveat_zh,
    'Within 50 as it was back among the first 50; behind 42, the rank of 2023, as the work report of 2025 tells of '
    || 'places gained four years running.' as caveat_en
from rounded as back, rounded as now, rounded as gained, rounded as rising
where
    back.observation_id = 'ccid_rank_2022_top50'
    and now.observation_id = 'ccid_rank_2024'
    and gained.observation_id = 'ccid_rank_change_2024'
    and rising.observation_id = 'ccid_rising_years_2025'
union all
select
    'ccid_rank_2021',
    back.metric_id,
    back.subject_id,
    back.source_id,
    back.period_kind,
    cast(back.period_start - interval 1 year as date),
    cast(back.period_end - interval 1 year as date),
    '2021年榜单',
    '2021 edition',
    null,
    back.hi + 1,
    100,
    back.unit,
    'range',
    0,
    '50 < ccid_rank <= 100',
    '不在前50位，仍在百强之内',
    'not within the first 50, still among the hundred',
    [back.observation_id, first.observation_id],
    format('2021年榜单中，武昌区在第{:.0f}至第100位之间。', back.hi + 1),
    format('Wuchang ranked between No. {:.0f} and No. 100 in the 2021 edition.', back.hi + 1),
    '由2022年“重返前50”反推：上一年不在前50位；省内第一，仍在百强。',
    'Implied by the return to the first 50 in 2022: not there the year before, and still in the list as first of the '
    || 'province.'
from rounded as back, rounded as first
where back.observation_id = 'ccid_rank_2022_top50' and first.observation_id = 'ccid_province_first_years_2024'
