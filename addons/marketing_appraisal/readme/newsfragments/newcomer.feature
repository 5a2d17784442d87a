Tasks that are planned during the month are scored; pay rows explain themselves; what waits for HR stands under Waits for Me; a result that is issued again is told apart from one that was replaced.
