-- Since when somebody has had the row in hand without saying what came of it; null: nobody. Set after a lease has run out, it tells that its
-- holder died, perhaps after the delivery was made.
alter table parked add column held_since timestamptz;
