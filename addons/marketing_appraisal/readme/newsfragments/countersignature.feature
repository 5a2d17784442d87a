A designated employee countersigns the supervisor's scores, or scores with a weight.
