-- 自定义栏: fields that the officer made, and their values, dated. Both are ledgers, so that the
-- log keeps them and undo takes them back.

create table own_field (
    id           integer primary key,

    -- 这一栏
    ledger       text,                 -- 所属台账
    label        text,                 -- 栏名
    type         text,                 -- 填什么
    codes        text,                 -- 选项
    unit         text,                 -- 单位
    aliases      text,                 -- 表里叫法
    sensitive    integer check (sensitive in (0, 1)), -- 遮住
    width        integer,              -- 列表宽

    -- 来历和期限
    asked_by     text,                 -- 来历和期限
    until        text,                 -- 有效期至
    withdrawn_on text,                 -- 停用日期
    note         text                  -- 备注
) strict;

-- What a field says of a record from a day on; the last day is what holds. `row` is the key of the
-- record in the field's ledger, so that it can be no reference. A null value says that the field
-- was emptied on that day.
create table own_value (
    id    integer primary key,
    field integer references own_field(id) deferrable initially deferred, -- 自定义栏
    row   integer,                     -- 记录编号
    day   text,                        -- 填报日期
    value any,                         -- 填的值
    note  text                         -- 备注
) strict;
-- The last value of a record without going to the rows and without sorting: every list, filter and
-- export asks for it.
create index own_value_field on own_value(field, row, day, id, value);
