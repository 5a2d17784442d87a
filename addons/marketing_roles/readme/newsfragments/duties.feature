Duties of jobs with work standard and frequency: who holds which from when to when, deputies, hand-overs, the coverage on any day and its gaps.
Recurring duties make dated tasks by the working calendar; month plans, and position descriptions that are printed and acknowledged.
