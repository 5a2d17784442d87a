My Appraisal with the own measures, a board by step, a score sheet for the keyboard, what to look at first before signing, the state of a period by department and step.
