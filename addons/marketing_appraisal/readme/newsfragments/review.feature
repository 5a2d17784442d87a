Departments review a year by secret ballot, with or without an account; the averages count in the annual score.
