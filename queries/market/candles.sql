-- The carbon market day by day, newest first: prices, trade, and averages of the close that never cross a break.
with priced as (
    select
        date,
        lag(close) over same as close_before,
        case when count(*) over last_5 = 5 then avg(close) over last_5 end as ma5,
        case when count(*) over last_20 = 20 then avg(close) over last_20 end as ma20
    from trading
    where close is not null
    window
        same as (partition by segment order by date),
        last_5 as (partition by segment order by date rows between 4 preceding and current row),
        last_20 as (partition by segment order by date rows between 19 preceding and current row)
),

counted as (
    select
        trading.*,
        priced.ma5,
        priced.ma20,
        100 * (close / close_before - 1) as change,
        pick(
            $lang,
            format('{}年{}月{}日', year(trading.date), month(trading.date), day(trading.date)),
            strftime(trading.date, '%-d %b %Y')
        ) as day_words,
        pick($lang, if(price_basis = 'listed', '挂牌价', '综合价'), price_basis) as basis_words,
        pick(
            $lang,
            case
                when volume >= 1e8 then format('{:.2f}亿吨', volume / 1e8)
                when volume >= 1e4 then format('{:.2f}万吨', volume / 1e4)
                else format('{:.0f}吨', volume)
            end,
            format('{:,.0f} t', volume)
        ) as volume_display,
        pick(
            $lang,
            case
                when turnover >= 1e8 then format('{:.2f}亿元', turnover / 1e8)
                when turnover >= 1e4 then format('{:.2f}万元', turnover / 1e4)
                else format('{:.2f}元', turnover)
            end,
            format('{:,.0f} yuan', turnover)
        ) as turnover_display
    from trading
    left join priced on trading.date = priced.date
)

select
    date,
    slot,
    segment,
    price_basis,
    open,
    high,
    low,
    close,
    volume,
    turnover,
    ma5,
    ma20,
    close as value,
    volume_display,
    turnover_display,
    'dual_carbon' as theme_id,
    pick($lang, '元/吨', 'yuan/t') as unit,
    case
        when change is null then null
        when round(change, 2) = 0 then '0.00%'
        when change > 0 then format('▲{:.2f}%', change)
        else format('▼{:.2f}%', -change)
    end as change_display,
    pick($lang, '收盘价（' || basis_words || '）', 'Closing price (' || basis_words || ')') as label,
    pick(
        $lang,
        if(
            price_basis = 'listed',
            '挂牌协议交易的收盘价，2023年8月28日前公布的口径。',
            '综合价格行情的收盘价，2023年8月28日起公布的口径。'
        ),
        if(
            price_basis = 'listed',
            'The close in listed trading, the price the exchange published before 28 August 2023.',
            'The close of the composite price, which the exchange publishes from 28 August 2023.'
        )
    ) as definition,
    coalesce(
        pick($lang, format('{:.2f}元/吨', close), format('{:.2f} yuan/t', close)),
        pick($lang, '无价', 'no price')
    ) as display,
    day_words as period,
    case
        when volume = 0 then pick($lang, day_words || '，无成交。', day_words || ': nothing was traded.')
        when close is null
            then
                pick(
                    $lang,
                    format('{}，无{}，成交{}、{}。', day_words, basis_words, volume_display, turnover_display),
                    format(
                        '{}: no {} price; {} traded for {}.', day_words, basis_words, volume_display, turnover_display
                    )
                )
        else
            pick(
                $lang,
                format(
                    '{}，{}开盘{:.2f}、最高{:.2f}、最低{:.2f}、收盘{:.2f}元/吨，成交{}、{}。',
                    day_words, basis_words, open, high, low, close, volume_display, turnover_display
                ),
                format(
                    '{}: {} price opened at {:.2f}, high {:.2f}, low {:.2f}, closed at {:.2f} yuan/t;'
                    || ' {} traded for {}.',
                    day_words, basis_words, open, high, low, close, volume_display, turnover_display
                )
            )
    end as statement,
    if(
        (select count(distinct q.file) from quotes as q) > 3, -- a file a month: their names would fill the card
        pick($lang, '行情文件，共', 'Quotes, ') || (select count(distinct q.file) from quotes as q)
        || pick($lang, '个', ' files'),
        pick($lang, '行情文件 ', 'Quotes file ') || file
    ) as "where"
from counted
where $later or date <= (select last_day(r.date_latest) from sources as r where r.source_id = $source)
order by date desc
