-- The seal of each entry of the log, so that one changed, taken out or put in later shows: each
-- covers the one before. Digests are kept instead of what they are of, so that values can be erased
-- for good and the rest still verifies.
create table seal (
    action    integer primary key references action(id),
    words     blob not null,                   -- SHA-256 of who, when, what was meant
    changes   blob not null,                   -- SHA-256 of what it changed and added
    chain     blob not null,                   -- SHA-256 of the seal before, words and changes
    erased_by integer references action(id)    -- the action that took its values out for good
) strict;
