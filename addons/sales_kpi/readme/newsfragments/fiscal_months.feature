The grid of a quota plan begins with the first month of the company's fiscal year.
