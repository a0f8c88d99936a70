-- A gap against the city or the nation equals the rate minus that of the whole.
select
    gap.observation_id as id,
    gap.display_zh as found,
    format('{:.1f}', district.value - city.value) as expected
from observations as gap
inner join observations as district
    on
        gap.metric_id = district.metric_id || '_gap'
        and gap.subject_id = district.subject_id
        and gap.period_end = district.period_end
inner join subjects as s on gap.subject_id = s.subject_id
inner join observations as city
    on
        district.metric_id = city.metric_id
        and s.parent_id = city.subject_id
        and gap.period_start = city.period_start
        and gap.period_end = city.period_end
where
    gap.comparison in ('city', 'nation')
    and 'target' not in (gap.status, district.status, city.status)
    and abs(gap.value - (district.value - city.value)) > 0.05
