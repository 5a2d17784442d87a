Quotas, live plan completion by person, team, branch and company, evidence behind every figure, five kinds of scale.
