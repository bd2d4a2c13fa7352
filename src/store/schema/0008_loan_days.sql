-- 续贷 and 展期 say until when: what is due is reckoned from there.
alter table loan_event add column due_on text; -- 新到期日期

-- The day that each loan is due now: what the last 续贷 or 展期 says, else the contract. A contract
-- that came with a sheet later and ends later still is the newer word.
create view loan_due as
select l.id as loan,
       coalesce((select e.due_on from loan_event e
                 where e.loan = l.id and e.kind in ('06', '07') and e.due_on > coalesce(l.due_on, '')
                 order by e.date desc, e.id desc limit 1),
                l.due_on) as due_on
from loan l;
