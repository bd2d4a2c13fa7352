-- 八有达到项 of a village (Huai'an): which of the eight the yearly check found.

alter table village add column eight_haves text; -- 八有达到项
