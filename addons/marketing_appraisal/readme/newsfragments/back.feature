HR, the general manager and, while it is with them, the appraiser send an appraisal back to an earlier step, with a reason that stays in the log.
