-- Which of a delivery's recipients have it (+) or were refused for good (-), a line each; null: nothing is known of any.
alter table parked add column recipients text;
