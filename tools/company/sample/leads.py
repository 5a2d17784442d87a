"""Leads that marketing recorded, some of them passed to sales: written by hand."""

REGIONS = [
    # name, Chinese name, codes of the provinces, employee who gets their leads
    ("East", "东部", "SH JS ZJ", "E014"),
    ("South", "南部", "GD GX HI", "E023"),
    ("West", "西部", "SC CQ YN", "E032"),
]

LEADS = [
    # lead, campaign, kind, province, days since it was passed (empty: not yet), to whom (empty: by region),
    # days since the feedback (empty: none), result, feedback
    (
        "School canteens ask for bulk packs",
        "Spring fair",
        "active",
        "SH",
        "6",
        "E015",
        "2",
        "offer",
        "Price list sent; they decide next week.",
    ),
    ("Hotel chain wants samples", "Spring fair", "active", "JS", "12", "E016", "", "", ""),
    ("Web shop for household goods", "Online banner", "active", "ZJ", "9", "", "", "", ""),
    (
        "Request from the trade fair stand",
        "Spring fair",
        "active",
        "GD",
        "25",
        "E024",
        "16",
        "contact",
        "Called twice; the buyer is travelling.",
    ),
    ("Cleaning company compares suppliers", "Online banner", "active", "SC", "", "", "", "", ""),
    ("Hospital laundry, call back", "", "active", "GD", "", "", "", "", ""),
    ("Supermarkets of the county", "", "develop", "SC", "40", "", "", "", ""),
    ("Dealers along the coast", "", "develop", "GX", "", "", "", "", ""),
]
