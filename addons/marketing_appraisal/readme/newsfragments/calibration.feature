Scores that are handed in are calibrated with a reason; before and after are kept.
