Probation from the first day to the decision: limits by country, reminders, the months, both voices, two signatures, and the reward for whoever referred the person.
