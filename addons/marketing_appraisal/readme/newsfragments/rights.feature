Who may read and do what is one table; a test tries every cell.
