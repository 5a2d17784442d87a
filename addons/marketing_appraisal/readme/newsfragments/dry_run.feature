*What Would Change* on an open period shows whose total or grade grading would change at this moment and by which line, bar or rule, without storing anything.
