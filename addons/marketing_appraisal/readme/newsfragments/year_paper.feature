The form of a year on paper, a letter to each person on their published result, and *Excel* on a year: a row a person with the twelve grades, the parts of the score, ranks, proposals and decisions.
