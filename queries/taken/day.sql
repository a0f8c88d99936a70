-- A day as it is written under a title.
select pick($lang, strftime($day::date, '%Y年%-m月%-d日'), strftime($day::date, '%-d %B %Y')) as day
