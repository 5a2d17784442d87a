Outcome rules propose what may follow from a year, with the evidence; the general manager decides, and a dismissal only by the legal steps.
