Events: dated facts about people with their evidence, read and contested by the person, decided by HR; they give points through scorecards and bar an A.
