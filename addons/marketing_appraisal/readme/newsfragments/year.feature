The year has an annual score, the manager's overall judgement and ranks; whoever takes no part is listed with the record.
