-- Every option of every filter with the observations that remain under it, given the filters of the other dimensions.
-- Options without any stay in the list; of the subjects, those with the most, $limit of them, and the chosen ones.
with cells as materialized (
    select *
    from
        passing(
            themes := $themes, topics := $topics, kinds := $kinds, units := $units,
            scopes := $scopes, subjects := $subjects, qualifiers := $qualifiers, bases := $bases,
            period_kinds := $period_kinds, years := $years, text := $text, source := $source
        )
),

by_metric as materialized (
    select
        c.missed,
        m.theme_id,
        m.topic,
        m.kind,
        m.unit,
        sum(c.observations)::bigint as observations
    from (
        select
            metric_id,
            missed,
            sum(observations) as observations
        from cells
        where missed < 16
        group by all
    ) as c
    inner join metrics as m on c.metric_id = m.metric_id
    group by all
),

by_subject as materialized (
    select
        missed,
        subject_id,
        sum(observations)::bigint as observations
    from cells
    where missed in (0, 16, 32)
    group by all
),

by_word as materialized (
    select
        missed,
        qualifier,
        basis,
        period_kind,
        sum(observations)::bigint as observations
    from cells
    where missed in (0, 64, 128, 256)
    group by all
),

counted as (
    select
        'theme' as dimension,
        theme_id as term,
        sum(observations) filter (where missed in (0, 1)) as observations
    from by_metric
    group by term
    union all
    select
        'topic',
        topic as term,
        sum(observations) filter (where missed in (0, 2))
    from by_metric
    group by term
    union all
    select
        'kind',
        kind as term,
        sum(observations) filter (where missed in (0, 4))
    from by_metric
    group by term
    union all
    select
        'unit',
        unit as term,
        sum(observations) filter (where missed in (0, 8))
    from by_metric
    group by term
    union all
    select
        'scope',
        s.scope as term,
        sum(b.observations) filter (where b.missed in (0, 16))
    from by_subject as b
    inner join subjects as s on b.subject_id = s.subject_id
    group by term
    union all
    select
        'subject',
        subject_id as term,
        sum(observations) filter (where missed in (0, 32))
    from by_subject
    group by term
    union all
    select
        'qualifier',
        qualifier as term,
        sum(observations) filter (where missed in (0, 64))
    from by_word
    group by term
    union all
    select
        'basis',
        basis as term,
        sum(observations) filter (where missed in (0, 128))
    from by_word
    group by term
    union all
    select
        'period_kind',
        period_kind as term,
        sum(observations) filter (where missed in (0, 256))
    from by_word
    group by term
),

words as (
    select distinct
        qualifier,
        basis,
        period_kind
    from counts
),

named as (
    select
        'theme' as dimension,
        theme_id as term,
        pick($lang, title_zh, title_en) as title,
        sort as place
    from themes
    where theme_id in (select m.theme_id from metrics as m)
    union all
    select
        'unit',
        u.unit,
        pick(
            $lang,
            u.unit,
            concat_ws(
                ' ',
                case u.factor when 1e4 then '10,000' when 1e8 then '100 million' end,
                coalesce(split_part(u.name_en, '|', -1), u.quantity)
            )
        ),
        min(m.sort)
    from units as u
    inner join metrics as m on u.unit = m.unit
    group by all
    union all
    select
        vocabulary,
        term,
        pick($lang, title_zh, title_en),
        row_number() over (partition by vocabulary order by term)
    from terms
    where
        (vocabulary = 'topic' and term in (select m.topic from metrics as m))
        or (vocabulary = 'kind' and term in (select m.kind from metrics as m))
        or (vocabulary = 'scope' and term in (select s.scope from subjects as s))
        or (vocabulary = 'qualifier' and term in (select w.qualifier from words as w))
        or (vocabulary = 'basis' and term in (select w.basis from words as w))
        or (vocabulary = 'period_kind' and term in (select w.period_kind from words as w))
    union all
    select
        'subject',
        s.subject_id,
        pick($lang, s.name_zh, s.name_en),
        row_number() over (order by c.observations desc nulls last, s.subject_id asc)
    from subjects as s
    left join counted as c on c.dimension = 'subject' and s.subject_id = c.term
    qualify
        s.subject_id in $subjects
        or (
            c.observations > 0
            and row_number() over (order by c.observations desc nulls last, s.subject_id asc) <= $limit
        )
)

select
    n.dimension,
    n.term,
    n.title,
    coalesce(c.observations, 0)::bigint as observations
from named as n
left join counted as c on n.dimension = c.dimension and n.term = c.term
order by n.dimension, n.place, n.term
