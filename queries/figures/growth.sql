-- A report's growth rates, of some themes and subjects and against some comparisons (an empty list lets all through),
-- grouped by what each is against and, where the source does not say of what it is, by that.
select
    * exclude (label),
    concat_ws(
        pick($lang, '，', ', '),
        comparison_title,
        case when base = 'not_stated' then pick($lang, '口径未写明', 'of what is not stated') end
    ) as "group",
    case when main_subject then title else subject || ' · ' || title end as label
from told_in_report($lang, $source)
where
    kind = 'growth'
    and status <> 'target'
    and (len($themes) = 0 or theme_id in $themes)
    and (len($subjects) = 0 or subject_id in $subjects)
    and (len($comparisons) = 0 or comparison in $comparisons)
order by
    list_position(['yoy', 'usual_years', 'not_stated'], comparison),
    coalesce(base = 'not_stated', false),
    coalesce(value, upper, lower) desc,
    observation_id asc
