-- A derived observation names its formula and its inputs, and its value lies inside its bounds.
select
    observation_id as id,
    format('{} from {} inputs', value, coalesce(len(inputs), 0) + coalesce(len(input_events), 0)) as found,
    'a formula, one or more inputs and bounds around the value' as expected
from observations
where
    basis = 'derived'
    and (
        formula is null
        or formula_zh is null
        or formula_en is null
        or (value is null) <> (qualifier = 'range')
        or coalesce(len(inputs), 0) + coalesce(len(input_events), 0) = 0
        or coalesce(lower, value) > value
        or coalesce(upper, value) < value
        or (lower is null and upper is null)
    )
