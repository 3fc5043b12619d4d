-- Which of several recipients have it, a line each as in parked.recipients; null: nobody, or the target is one recipient.
alter table dead_letters add column recipients text;
