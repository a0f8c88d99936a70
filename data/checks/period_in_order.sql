-- A period does not end before it starts; a half-year is one.
select
    observation_id as id,
    format('{}: {} to {}', period_kind, period_start, period_end) as found,
    'start before end, and the length of its kind' as expected
from observations
where
    period_start > period_end
    or (period_kind = 'half_year' and date_diff('month', period_start, period_end) <> 5)
    or (period_kind = 'years' and date_diff('year', period_start, period_end) < 1)
    or (period_kind = 'month' and date_diff('month', period_start, period_end) <> 0)
