-- A draft that no lead follows is only compared: a shadow.
alter table canaries drop constraint canaries_percent_check;
alter table canaries add constraint canaries_percent_check check (percent between 0 and 50);
