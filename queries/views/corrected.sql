-- Which figures were corrected, in a sentence for each day on which they were; a derived value tells it of what it is
-- reckoned from. A bound that follows the value is not told apart from it, nor in Chinese the value from its print; the
-- print is Chinese, so English tells it in numbers where it can.
with cells as (
    select
        *,
        bool_or(field = 'printed') over (partition by observation_id, corrected_on) as printed_too
    from changed_cells
),

days as (
    select
        observation_id,
        corrected_on,
        format(
            '{}年{}月{}日更正：{}（{}）。',
            year(corrected_on),
            month(corrected_on),
            day(corrected_on),
            string_agg(format('{}{}→{}', cell_zh, before_zh, after_zh), '，' order by sort)
            filter (where not follows and not (field in ('value', 'lower', 'upper') and printed_too)),
            string_agg(distinct reason_zh, '；')
        ) as told_zh,
        format(
            'Corrected on {} {} {}: {} ({}).',
            day(corrected_on),
            monthname(corrected_on),
            year(corrected_on),
            coalesce(
                string_agg(format('{} {} → {}', cell_en, before_en, after_en), ', ' order by sort)
                filter (where not follows and field <> 'printed'),
                'its wording'
            ),
            string_agg(distinct reason_en, '; ')
        ) as told_en
    from cells
    group by observation_id, corrected_on
),

figures as (
    select
        observation_id,
        string_agg(told_zh, '' order by corrected_on desc) as corrected_zh,
        string_agg(told_en, ' ' order by corrected_on desc) as corrected_en
    from days
    group by observation_id
),

reckoned as (
    select
        observation_id,
        unnest(inputs) as input
    from observations
    where basis = 'derived'
)

select *
from figures
union all
select
    r.observation_id,
    string_agg(format('由“{}”推算，该数{}', m.title_zh, f.corrected_zh), '' order by m.sort),
    string_agg(format('Derived from “{}”. {}', m.title_en, f.corrected_en), ' ' order by m.sort)
from reckoned as r
inner join figures as f on r.input = f.observation_id
inner join observations as o on f.observation_id = o.observation_id
inner join metrics as m on o.metric_id = m.metric_id
group by r.observation_id
