Staff read the documents behind the result of their branch as sums by month; a setting opens the single ones.
