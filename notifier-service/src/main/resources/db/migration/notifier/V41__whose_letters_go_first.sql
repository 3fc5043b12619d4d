-- What an account loses first when it has too many letters: what is on its way again, then what a silence kept back, then what died first.
create index dead_letters_by_worth on dead_letters
    (account, (case when redriven_at is not null then 0 when reason = 'Silenced' then 1 else 2 end), place);
