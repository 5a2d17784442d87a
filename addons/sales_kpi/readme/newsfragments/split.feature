Sales managers share the credit for an invoice from the documents of a figure, without rights on invoices.
