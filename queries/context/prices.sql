-- A market's average prices: of each year, and of the whole time that the report covers. A mean price does not
-- grow with the length of its period, so both stand on one axis, in groups of their own.
select
    * exclude (label),
    concat_ws(
        ' · ',
        case
            when period_kind = 'to_date'
                then pick($lang, strftime(period_end, '至%Y年%-m月%-d日'), strftime(period_end, 'to %-d %B %Y'))
            else period
        end,
        case
            when basis = 'published' then pick($lang, '稿件', 'the report')
            when basis = 'derived' and source_kind = 'report' then pick($lang, '由稿件推算', 'derived from the report')
            when basis = 'derived' then pick($lang, '推算', 'derived')
            when status = 'estimate' then pick($lang, '预计', 'estimate')
        end,
        case when later then pick($lang, '稿件发布后', 'after the report') end
    ) as label,
    case
        when period_kind = 'to_date' then pick($lang, '累计', 'To date')
        else pick($lang, '全年', 'Whole year')
    end as "group"
from told_beside($lang, $source)
where
    kind = 'price'
    and base = 'turnover_over_volume'
    and subject_id = $subject
    and ($later or not later)
order by list_position(['year', 'to_date'], period_kind), period_start, period_end
