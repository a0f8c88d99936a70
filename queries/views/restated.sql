-- What two documents say of the same thing in the same period: the one that came out later confirms the earlier, or
-- revises it where what the printed figures stand for, bounds and rounding, has nothing in common. By how much, where
-- both are numbers: in Chinese in the unit of the later figure, in English in the base unit.
with pairs as (
    select
        a.observation_id as earlier_id,
        b.observation_id as later_id,
        coalesce(a.hi < b.lo, false) or coalesce(b.hi < a.lo, false) as revises,
        round((b.v - a.v) / b.factor, greatest(a.decimals, b.decimals)) as change,
        b.unit,
        b.factor
    from rounded as a
    inner join rounded as b
        on
            a.metric_id = b.metric_id
            and a.subject_id = b.subject_id
            and a.period_kind = b.period_kind
            and a.period_start is not distinct from b.period_start
            and a.period_end is not distinct from b.period_end
            and a.comparison is not distinct from b.comparison
            and a.series is not distinct from b.series
    inner join sources as s on a.source_id = s.source_id
    inner join sources as t on b.source_id = t.source_id
    where
        a.source_id <> b.source_id
        and coalesce(a.period_start, a.period_end) is not null
        and (coalesce(s.date_published, s.date_latest), s.source_id)
        < (coalesce(t.date_published, t.date_latest), t.source_id)
)

select
    p.earlier_id,
    p.later_id,
    p.revises,
    case
        when p.revises
            then format(
                '{}{:g}{}',
                if(p.change < 0, '−', '+'),
                abs(p.change),
                if(p.unit in ('%', '百分点'), '个百分点', p.unit)
            )
    end as change_zh,
    case
        when p.revises
            then format(
                '{}{} {}',
                if(p.change < 0, '−', '+'),
                if(
                    p.factor = 1,
                    format('{:g}', abs(p.change)),
                    format('{:,}', cast(abs(round(p.change * p.factor)) as bigint))
                ),
                if(p.unit in ('%', '百分点'), 'pp', split_part(coalesce(u.name_en, p.unit), '|', -1))
            )
    end as change_en
from pairs as p
inner join units as u on p.unit = u.unit
