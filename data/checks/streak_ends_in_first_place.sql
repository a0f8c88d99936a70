-- A streak of first places belongs to a rank that is first.
select
    streak.observation_id as id,
    ranked.display_zh as found,
    'first place' as expected
from observations as streak
inner join observations as ranked
    on
        streak.subject_id = ranked.subject_id
        and (streak.metric_id, ranked.metric_id) in (
            ('ccid_province_first_years', 'ccid_province_rank'),
            ('retail_growth_first_months', 'retail_growth_rank')
        )
where ranked.value <> 1 and ranked.period_end = streak.period_end
