Before a month is closed, its form tells what is still open: documents of nobody, draft invoices, plans in draft.
