-- What the quotes' days add up to by calendar year; a year is whole only where its days are all there.
with summed as (
    select
        year(date)::integer as year,
        count(*)::integer as days,
        min(date) as date_start,
        max(date) as date_end,
        -- t and 0.01 yuan are whole numbers: added up as such, nothing is lost
        (sum(round(volume * 100)::hugeint) / 100)::double as volume,
        (sum(round(turnover * 100)::hugeint) / 100)::double as turnover
    from quotes
    group by year(date)
)

select
    year,
    days,
    date_start,
    date_end,
    volume,
    turnover,
    turnover as value,
    'dual_carbon' as theme_id,
    pick($lang, '元', 'yuan') as unit,
    pick($lang, format('{}年成交', year), format('Traded in {}', year)) as label,
    pick(
        $lang,
        format('{:.2f}万吨，{:.2f}亿元', volume / 1e4, turnover / 1e8),
        format('{:.2f} M t, {:.3f} bn yuan', volume / 1e6, turnover / 1e9)
    ) as display,
    pick(
        $lang,
        format('{} 至 {}，{}个交易日', date_start, date_end, days),
        format('{} to {}, {} trading days', date_start, date_end, days)
    ) as period,
    pick(
        $lang,
        format('{}至{}的{}个交易日，成交{:.2f}万吨、{:.2f}亿元。', date_start, date_end, days, volume / 1e4, turnover / 1e8),
        format(
            'On {} trading days from {} to {}, {:.2f} M t were traded for {:.3f} bn yuan.',
            days, date_start, date_end, volume / 1e6, turnover / 1e9
        )
    ) as statement,
    pick($lang, '行情文件', 'Quotes file') as "where"
from summed
order by year
