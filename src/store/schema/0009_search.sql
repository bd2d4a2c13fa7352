-- Search keys are made of the records when they are loaded: kept here they were a fifth of a book,
-- and half of what a large import wrote.
drop table search_key;
