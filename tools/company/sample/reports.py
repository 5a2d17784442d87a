"""What some people of the sample company reported on the last week and month: written by hand."""

REPORTS = [
    # employee, kind, done, problems, next, market feedback, comment of the manager
    (
        "E015",
        "weekly",
        "Visited eight stores; two new end displays of the washing-up liquid.",
        "The river-side store is out of stock for the third time this month.",
        "Talk to the warehouse on Monday; four follow-up visits.",
        "A competitor sells the 2-litre bottle for 3 yuan less until the end of the month.",
        "Good find about the competitor: please bring the leaflet to the meeting.",
    ),
    ("E016", "weekly", "Contract of the school canteens renewed; six visits.", "", "Prepare the tender.", "", ""),
    (
        "E017",
        "weekly",
        "Training of the new promoters in two supermarkets.",
        "One promoter did not come.",
        "Second training.",
        "Customers ask for refill packs.",
        "Read. Ask for a replacement early.",
    ),
    (
        "E024",
        "weekly",
        "Seven visits, two orders.",
        "",
        "Visit the three customers without an order since July.",
        "",
        "",
    ),
    ("E025", "weekly", "Collected two overdue invoices.", "One customer disputes the freight.", "Settle it.", "", ""),
    (
        "E006",
        "weekly",
        "Brief on market and competitors sent; survey of 40 households finished.",
        "",
        "Evaluate the survey.",
        "Concentrates gain ground in the south.",
        "",
    ),
    (
        "E014",
        "monthly",
        "Plan of the month reached; two hirings finished.",
        "Receivables of three customers are older than 60 days.",
        "Visit those three customers in person.",
        "",
        "Thank you. Let us look at the receivables together.",
    ),
]
