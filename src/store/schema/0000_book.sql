-- The book's own tables: what it is, who did what, what search reads, what is half done.
-- The ledgers stand in 0001.

-- Township, policy pack and the like: settings that belong to the township, not to a machine.
create table setting (
    key   text primary key,
    value text not null
) strict, without rowid;

-- The next internal key of each ledger. Keys are never used twice, so that the log's old entries
-- keep meaning what they meant; a copy of the book is given a block of its own.
create table next_key (
    ledger text primary key,
    id     integer not null
) strict, without rowid;

-- One thing that somebody did: one transaction, one row. Order is by id, never by the clock.
create table action (
    id       integer primary key,
    at       text    not null,            -- local time with its offset
    operator text    not null,            -- 操作人, as entered at the first start
    account  text    not null,            -- the system's user, and the SSH client where there is one
    kind     text    not null,            -- form, import, undo, remove, attach, setting
    intent   text    not null,            -- what was meant, in the officer's words
    batch    integer references batch(id),
    undoes   integer references action(id)
) strict;
create index action_undoes on action(undoes) where undoes is not null;

-- Fields that an action changed or removed, with their values before. A removed record has one
-- row with an empty field name beside those of its values.
create table change (
    action integer not null references action(id),
    ledger text    not null,
    row    integer not null,
    field  text    not null,
    before any
) strict;
create index change_row on change(ledger, row);
create index change_action on change(action);

-- Records that an action added, as ranges of keys: their values stand in the book, and every
-- later change keeps what it overwrote.
create table added (
    action integer not null references action(id),
    ledger text    not null,
    first  integer not null,
    last   integer not null
) strict;
create index added_row on added(ledger, last);
create index added_action on added(action);

-- An import: the file, what it was taken for, what came of it.
create table batch (
    id       integer primary key,
    file     text    not null,
    digest   text    not null,            -- SHA-256 of the bytes
    ledger   text    not null,
    encoding text    not null,
    year     integer,
    as_of    text,                        -- the day that the sheet's balances hold for
    summary  text    not null             -- JSON: counts, columns, problems
) strict;
create index batch_digest on batch(digest);

-- Rows of a sheet that did not go in, as they stood, to be sent back.
create table refused (
    batch  integer not null references batch(id),
    row    integer not null,
    cells  text    not null,              -- JSON array
    reason text    not null
) strict;
create index refused_batch on refused(batch);

-- 待挂接: records that name a household the book does not know, and how they name it.
create table pending (
    ledger    text    not null,
    row       integer not null,
    code      text,
    head_name text,
    head_id   text,
    village   text,
    primary key (ledger, row)
) strict, without rowid;
create index pending_names on pending(ledger, code, head_id, head_name);

-- A form that is not saved yet: what was typed, so that a lost line loses nothing.
create table draft (
    id       integer primary key,
    operator text    not null,
    ledger   text    not null,
    row      integer,                     -- the record being corrected; null for a new one
    parent   text,                        -- JSON: the record that a new one belongs to
    fields   text    not null,            -- JSON: key to typed text
    at       text    not null
) strict;

-- What search reads, made anew whenever a household or a person changes. id is the household's
-- key, or minus the person's for one who hangs on no household.
create table search_key (
    id      integer primary key,
    village integer,
    text    text not null
) strict;

-- What was worked out of the book and holds until the next action or the next day: never in the
-- log, and thrown away without loss.
create table kept (
    key    text primary key,
    change integer not null,              -- the last action it knows of
    day    text    not null,              -- the day that counted as today
    value  text    not null               -- JSON
) strict, without rowid;
