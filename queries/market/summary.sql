-- What the K-line says, in one row: a title that compares closes of the last unbroken segment only, so of one price
-- basis, and an alternative text with each basis in its own range. No quotes, no row.
with shown as (
    select
        *,
        pick(
            $lang,
            format('{}年{}月{}日', year(date), month(date), day(date)),
            strftime(date, '%-d %b %Y')
        ) as day_words,
        pick($lang, if(price_basis = 'listed', '挂牌价', '综合价'), price_basis || ' price') as basis_words
    from trading
    where $later or date <= (select last_day(r.date_latest) from sources as r where r.source_id = $source)
),

last_part as (
    select
        arg_max(day_words, date) as last_day,
        arg_min(day_words, date) as first_day,
        arg_max(close, date) as last_close,
        arg_min(close, date) as first_close,
        any_value(basis_words) as basis_words,
        min(date) = date '2021-07-16' as opens_market,
        min(date) = (select min(s.date) from shown as s) as opens_quotes,
        count(*) as days
    from shown
    where close is not null and segment = (select max(s.segment) from shown as s where s.close is not null)
),

titled as (
    select
        pick(
            $lang,
            case
                when days = 0 then '所附行情中没有收盘价'
                when days = 1 then format('{}{}收于{:.2f}元/吨', last_day, basis_words, last_close)
                else format(
                    '{}{}收于{:.2f}元/吨，{}为{:.2f}元/吨', last_day, basis_words, last_close,
                    case
                        when opens_market then '开市首日（' || first_day || '）'
                        when opens_quotes then '所附行情首日（' || first_day || '）'
                        else first_day
                    end,
                    first_close
                )
            end,
            case
                when days = 0 then 'The quotes have no closing price'
                when days = 1
                    then format('The {} closed at {:.2f} yuan/t on {}', basis_words, last_close, last_day)
                else format(
                    'The {} closed at {:.2f} yuan/t on {}, against {:.2f} on {}{}',
                    basis_words, last_close, last_day, first_close, first_day,
                    case
                        when opens_market then ', the market''s first day'
                        when opens_quotes then ', the first day of these quotes'
                        else ''
                    end
                )
            end
        ) as title
    from last_part
),

by_basis as (
    select
        min(date) as first_date,
        any_value(basis_words) as basis_words,
        arg_min(day_words, date) as first_day,
        arg_max(day_words, date) as last_day,
        count(*) as days,
        format('{:.2f}', min(close)) as lowest,
        format('{:.2f}', max(close)) as highest
    from shown
    group by price_basis
),

told_by_basis as (
    select
        first_date,
        pick(
            $lang,
            concat(
                basis_words, '：', first_day, if(days > 1, format('至{}，{}个交易日', last_day, days), ''),
                case
                    when lowest is null then '，无收盘价'
                    when lowest = highest then format('，收盘价每吨{}元', lowest)
                    else format('，收盘价每吨{}至{}元', lowest, highest)
                end,
                '。'
            ),
            concat(
                upper(basis_words[1]), basis_words[2:], ': ',
                if(days > 1, format('{} trading days from {} to {}', days, first_day, last_day), first_day),
                case
                    when lowest is null then ', no close'
                    when lowest = highest then format(', closing at {} yuan/t', lowest)
                    else format(', closing between {} and {} yuan/t', lowest, highest)
                end,
                '.'
            )
        ) as told
    from by_basis
)

select
    title,
    (
        select
            pick($lang, '全国碳市场日K线。', 'Daily candlestick chart of the national carbon market. ')
            || string_agg(b.told, pick($lang, '', ' ') order by b.first_date)
            || if(count(*) > 1, pick($lang, '两种口径不可直接比较。', ' The two prices do not compare.'), '')
        from told_by_basis as b
    ) as told
from titled
where exists (select 1 from shown)
