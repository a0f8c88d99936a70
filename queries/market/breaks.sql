-- Where the days of the carbon market do not join: the price changes its basis, or the quotes lack days.
with broken as (
    select
        *,
        lag(slot) over (order by date) as slot_before
    from trading
),

worded as (
    select
        slot_before as slot_from,
        slot as slot_to,
        date_before as date_from,
        date as date_to,
        segment,
        coalesce(basis_changes, false) as basis_changes,
        coalesce(days_missing, false) as days_missing,
        pick($lang, '2023-08-28 起由挂牌价改为综合价', 'Composite price from 2023-08-28') as basis_words,
        pick(
            $lang,
            format('文件缺 {} 至 {}', date_before + 1, date - 1),
            format('No quotes {} to {}', date_before + 1, date - 1)
        ) as missing_words
    from broken
    where basis_changes or days_missing
)

select
    slot_from,
    slot_to,
    date_from,
    date_to,
    segment,
    if(basis_changes, basis_words, missing_words) as label,
    if(basis_changes and days_missing, missing_words, null) as note,
    if(basis_changes, 'basis', 'missing') as reason,
    pick($lang, format('{} 至 {}', date_from, date_to), format('{} to {}', date_from, date_to)) as period,
    pick(
        $lang,
        if(basis_changes, '2023年8月28日起，交易所公布的价格由挂牌价改为综合价，前后不可直接相比。', '')
        || if(days_missing, missing_words || '的行情。', ''),
        concat_ws(
            ' ',
            if(
                basis_changes,
                'From 28 August 2023 the exchange publishes a composite price in place of the listed price;'
                || ' the two do not compare.',
                null
            ),
            if(days_missing, missing_words || '.', null)
        )
    ) as statement
from worded
where $later or date_to <= (select last_day(r.date_latest) from sources as r where r.source_id = $source)
order by slot_from
