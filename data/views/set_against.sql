-- A report's figures set against other publications, pair by pair (records: pairs.csv): both figures, how they were
-- compared (`test`), the interval inside which they must lie (in the unit of our figure), whether they do, and the
-- verdict to be told. A pair of which a figure is missing makes no row: which pairs there are is for the tests to hold.
with figures as (
    select
        o.*,
        -- what each figure stands for, with the rounding that its record allows
        coalesce(r.lo, o.base_lower) / u.factor as lo,
        coalesce(r.hi, o.base_upper) / u.factor as hi,
        u.factor
    from observations as o
    inner join units as u on o.unit = u.unit
    left join rounded as r on o.observation_id = r.observation_id
),

one_by_one as (
    select
        p.source_id,
        p.sort,
        p.test,
        o.observation_id as our_id,
        [t.observation_id] as their_ids,
        -- "4 years" and "No. 2" say nothing without their period
        if(p.test in ('gained', 'other_year'), format('{}（{}）', t.display_zh, t.period_zh), t.display_zh) as theirs_zh,
        if(p.test in ('gained', 'other_year'), format('{} ({})', t.display_en, t.period_en), t.display_en) as theirs_en,
        case p.test
            when 'cut_off' then o.value
            when 'inside' then o.lo
        end as lower,
        case p.test
            when 'cut_off' then o.value + power(10, -o.decimals)
            when 'inside' then o.hi
        end as upper,
        case p.test
            when 'cut_off' then t.value >= o.value and t.value < o.value + power(10, -o.decimals)
            when 'equal' then t.value = o.value
            when 'inside' then t.lo >= o.lo and t.hi <= o.hi
            when 'gained'
                then o.value > 0 and year(o.period_end) between year(t.period_end) - t.value + 1 and year(t.period_end)
            -- as many evaluations as years, one of them not first, and this is it
            else
                t.value > 1
                and o.value = year(o.period_end) - year(o.period_start)
                and t.period_start >= o.period_start and t.period_end <= o.period_end
        end as agrees
    from pairs as p
    inner join figures as o on p.our_id = o.observation_id
    inner join figures as t on p.their_ids[1] = t.observation_id
    where p.test not in ('ratio', 'between')
),

-- two levels of theirs give the rate that both documents print
growth as (
    select
        p.source_id,
        p.sort,
        p.test,
        g.observation_id as our_id,
        p.their_ids,
        format('{} ÷ {} − 1 = {:.2f}%', n.display_zh, b.display_zh, 100 * (n.value / b.value - 1)) as theirs_zh,
        format('{} ÷ {} − 1 = {:.2f}%', n.display_en, b.display_en, 100 * (n.value / b.value - 1)) as theirs_en,
        g.lo as lower,
        g.hi as upper,
        round(100 * (n.value / b.value - 1), g.decimals) = g.value as agrees
    from pairs as p
    inner join figures as g on p.our_id = g.observation_id
    inner join figures as n on p.their_ids[1] = n.observation_id
    inner join figures as b on p.their_ids[2] = b.observation_id
    where p.test = 'ratio'
),

-- a total to a day of a year lies between the sums of whole years through the one before and through its own
totals as (
    select
        p.source_id,
        p.sort,
        p.test,
        o.observation_id as our_id,
        list(y.observation_id order by y.period_end) as their_ids,
        sum(y.lo) filter (where year(y.period_end) < year(o.period_end)) as lower,
        sum(y.hi) as upper,
        round(sum(y.value) filter (where year(y.period_end) < year(o.period_end)), max(y.decimals)) as before,
        round(sum(y.value), max(y.decimals)) as through,
        max(year(y.period_end)) as last,
        any_value(o.lo) as lo,
        any_value(o.hi) as hi,
        any_value(o.factor) as factor,
        any_value(o.unit) as unit
    from pairs as p
    inner join figures as o on p.our_id = o.observation_id
    inner join figures as y on list_contains(p.their_ids, y.observation_id) and year(y.period_end) <= year(o.period_end)
    where p.test = 'between'
    group by p.source_id, p.sort, p.test, o.observation_id
    having bool_or(year(y.period_end) = year(o.period_end)) and bool_or(year(y.period_end) < year(o.period_end))
),

every_pair as (
    select *
    from one_by_one
    union all
    select *
    from growth
    union all
    select
        t.source_id,
        t.sort,
        t.test,
        t.our_id,
        t.their_ids,
        format('截至{}年合计{}，截至{}年合计{}{}', t.last - 1, t.before, t.last, t.through, t.unit),
        format(
            if(
                u.quantity = 'money',
                '{:.3f} billion through {}, {:.3f} billion {} through {}',
                '{:.2f} million through {}, {:.2f} million {} through {}'
            ),
            t.before * t.factor / if(u.quantity = 'money', 1e9, 1e6),
            t.last - 1,
            t.through * t.factor / if(u.quantity = 'money', 1e9, 1e6),
            u.name_en,
            t.last
        ),
        t.lower,
        t.upper,
        t.lo >= t.lower and t.hi <= t.upper
    from totals as t
    inner join units as u on t.unit = u.unit
)

select
    e.*,
    o.display_zh as ours_zh,
    o.display_en as ours_en,
    e.upper - e.lower as width,
    o.unit,
    if(e.agrees, e.test, 'contradicts') as verdict,
    case
        when not e.agrees then 'contradicts'
        when e.test = 'equal' then 'same'
        when e.test in ('cut_off', 'ratio') then 'rounded'
        else 'compatible'
    end as kind
from every_pair as e
inner join figures as o on e.our_id = o.observation_id
