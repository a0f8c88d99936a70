-- Every observation that passes the filters; an empty list lets everything through.
select *
from told($lang)
where
    (len($themes) = 0 or list_contains($themes, theme_id))
    and (len($kinds) = 0 or list_contains($kinds, kind))
    and (len($qualifiers) = 0 or list_contains($qualifiers, qualifier))
    and (len($bases) = 0 or list_contains($bases, basis))
    and (
        $text = ''
        or contains(lower(title || ' ' || statement || ' ' || subject || ' ' || coalesce(printed, '')), lower($text))
    )
order by sort, case basis when 'published' then 0 else 1 end, period_end, observation_id
