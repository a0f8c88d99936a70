-- Every growth rate, grouped by what it is against and, where the source does not say of what it is, by that.
select
    * exclude (label),
    concat_ws(
        pick($lang, '，', ', '),
        comparison_title,
        case when base = 'not_stated' then pick($lang, '口径未写明', 'of what is not stated') end
    ) as "group",
    case when subject_id = 'wuchang' then title else subject || ' · ' || title end as label
from told_in_report($lang)
where kind = 'growth'
order by
    list_position(['yoy', 'usual_years', 'not_stated'], comparison),
    coalesce(base = 'not_stated', false),
    coalesce(value, upper) desc
