"""A probation that was decided and appeals that are under way in the sample company: written by hand."""

PROBATIONS = [
    # employee, months, referrer, manager's score and why, HR's score and why
    (
        "E049",
        3,
        "E048",
        86,
        "Runs the night shift of the dispatch alone since December; counts are right.",
        90,
        "In time every day, and asks before guessing.",
    ),
]
APPEALS = [
    # employee, period, grounds, answer and why: empty while HR has not answered
    (
        "E046",
        "2025-12",
        "The delay of 18 December came from the carrier, who has confirmed it in writing; it stands against me.",
        "",
        "",
    ),
    (
        "E045",
        "2025-12",
        "Two tasks of the stock count were scored as late. The list was handed in on the last day.",
        "dismissed",
        "The list came on the last day, but the count of hall two was missing until the 3rd of the month after.",
    ),
]
