-- How much the tables hold: figures, derived values, ledger rows, events, entities.
select
    (select count(*) from observations where basis = 'published') as figures,
    (select count(*) from figure where basis = 'derived' and source_kind = 'report') as derived,
    (select count(*) from observations where qualifier <> 'exact' and basis = 'published') as hedged,
    (select count(*) from ledger) as numbers,
    (select count(*) from events) as events,
    (select count(*) from entities) as entities
