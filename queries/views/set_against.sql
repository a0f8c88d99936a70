-- The report's figures set against other publications, pair by pair: both numbers, how they were compared, and whether
-- they agree.
with pairs as (
    select
        1 as sort,
        'cut_off' as test,
        'fixed_investment_2024h1' as ours,
        'fixed_investment_2024h1_official' as theirs
    union all
    select
        2,
        'equal',
        'fixed_investment_growth_2024h1',
        'fixed_investment_growth_2024h1_official'
    union all
    select
        3,
        'equal',
        'fixed_investment_growth_gap_2024h1',
        'fixed_investment_growth_gap_2024h1_official'
    union all
    select
        4,
        'inside',
        'fixed_investment_2023h1',
        'fixed_investment_2023h1_published'
    union all
    select
        8,
        'gained',
        'ccid_rank_change_2024',
        'ccid_rising_years_2025'
    union all
    select
        9,
        'other_year',
        'evaluation_first_times_2023',
        'evaluation_rank_2022'
),

-- the market's totals of whole years: through 2023, and through 2024
years as (
    select
        metric_id,
        sum(value) filter (where year(period_end) <= 2023) as through_2023,
        sum(value) as through_2024,
        any_value(unit) as unit,
        list(observation_id order by period_end) as ids
    from observations
    where metric_id in ('allowances_traded_year', 'allowances_turnover_year')
    group by metric_id
)

select
    p.sort,
    p.ours as our_id,
    [p.theirs] as their_ids,
    p.test,
    o.display_zh as ours_zh,
    o.display_en as ours_en,
    t.display_zh as theirs_zh,
    t.display_en as theirs_en,
    case p.test
        when 'cut_off' then trunc(t.value, o.decimals) = o.value
        when 'equal' then t.value = o.value
        when 'inside' then t.value between o.lower and o.upper
        when 'gained'
            then o.value > 0 and year(o.period_end) between year(t.period_end) - t.value + 1 and year(t.period_end)
        -- as many evaluations as years, one of them not first, and this is it
        else
            t.value > 1
            and o.value = year(o.period_end) - year(o.period_start)
            and t.period_start >= o.period_start and t.period_end <= o.period_end
    end as agrees
from pairs as p
left join observations as o on p.ours = o.observation_id
left join observations as t on p.theirs = t.observation_id
union all
select
    case o.metric_id when 'allowances_traded' then 6 else 7 end,
    o.observation_id,
    y.ids,
    'between',
    o.display_zh,
    o.display_en,
    format('{:.2f}—{:.2f}{}', y.through_2023, y.through_2024, y.unit),
    format('{:.2f}–{:.2f} billion {}', y.through_2023 / 10, y.through_2024 / 10, u.name_en),
    o.value between y.through_2023 and y.through_2024
from years as y
inner join observations as o on y.metric_id = o.metric_id || '_year' and o.basis = 'published'
inner join units as u on y.unit = u.unit
union all
-- the two official levels give the rate that both documents print
select
    5,
    g.observation_id,
    [n.observation_id, b.observation_id],
    'ratio',
    g.display_zh,
    g.display_en,
    format('{} ÷ {} − 1 = {:.2f}%', n.display_zh, b.display_zh, 100 * (n.value / b.value - 1)),
    format('{} ÷ {} − 1 = {:.2f}%', n.display_en, b.display_en, 100 * (n.value / b.value - 1)),
    round(100 * (n.value / b.value - 1), g.decimals) = g.value
from observations as g, observations as n, observations as b
where
    g.observation_id = 'fixed_investment_growth_2024h1'
    and n.observation_id = 'fixed_investment_2024h1_official'
    and b.observation_id = 'fixed_investment_2023h1_published'
