The score of attendance is proposed from check-ins, with the days as the reason.
