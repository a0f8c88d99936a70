-- Every event in the reader's language.
select
    e.event_id,
    e.kind,
    e.source_id,
    e.theme_id,
    e.date_start,
    e.date_end,
    case e.date_precision when 'minute' then 'day' else e.date_precision end as precision,
    e.observation_ids,
    e.entity_ids,
    e.paragraph,
    e.paragraph as root_paragraph,
    pick($lang, e.short_zh, e.short_en) as label,
    pick($lang, e.title_zh, e.title_en) as title,
    pick($lang, e.title_zh, e.title_en) as statement,
    pick($lang, t.title_zh, t.title_en) as theme,
    pick($lang, s.short_zh, s.short_en) as source,
    pick($lang, c.title_zh, c.title_en) as section,
    pick(
        $lang,
        format('{} · {} · 第{}段', s.short_zh, c.title_zh, e.paragraph),
        format('{} · {} · ¶{}', s.short_en, c.title_en, e.paragraph)
    ) as "where",
    case
        when e.when_zh is not null then pick($lang, e.when_zh, e.when_en)
        when e.date_precision = 'year' then pick($lang, strftime(e.date_start, '%Y年'), strftime(e.date_start, '%Y'))
        when
            e.date_precision = 'month'
            then pick($lang, strftime(e.date_start, '%Y年%-m月'), strftime(e.date_start, '%B %Y'))
        when e.date_precision = 'holiday'
            then pick(
                $lang,
                strftime(e.date_start, '%Y年%-m月%-d日') || strftime(e.date_end, '—%-d日'),
                strftime(e.date_start, '%-d') || strftime(e.date_end, '–%-d %B %Y')
            )
        else pick($lang, strftime(e.date_start, '%Y年%-m月%-d日'), strftime(e.date_start, '%-d %B %Y'))
    end as display,
    display as date
from events as e
inner join themes as t on e.theme_id = t.theme_id
inner join sources as s on e.source_id = s.source_id
inner join sections as c on e.source_id = c.source_id and e.section = c.section
