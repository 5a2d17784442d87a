Expenses that people hand in count against their own budget where Expenses is installed.
