Months are closed: their documents are kept as they were, changes afterwards show as drift, and roll-over goes on from the closed balance.
