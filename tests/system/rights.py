"""The tables of docs/RIGHTS.md as data, and every way in which somebody may come to read a record through RPC."""

import contextlib

from tests.system.person import Refused
from tests.system.shared import ROOT

READING, DOING = "## Who reads what", "## Who does what"
# In the order of a month: what is read is tried at each of these.
STAGES = ("plan", "interview", "countersignature", "signature", "publication", "follow_up", "paid")


def table(heading: str) -> dict[str, dict[str, str]]:
    """{row: {column: word}} of the first table below a heading whose first column has no name."""
    text = (ROOT / "docs" / "RIGHTS.md").read_text(encoding="utf-8").split(heading, 1)[1]
    lines = text[text.index("\n| |") :].strip().split("\n\n", 1)[0].splitlines()
    header, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {cells[0]: dict(zip(header[1:], cells[1:], strict=True)) for cells in body}


def reads(word: str, stage: str) -> bool:
    """Whether a word of the first table lets somebody read at a stage."""
    at = STAGES.index(stage)
    published = STAGES.index("follow_up")
    return {
        "always": True,
        "published": at >= published,
        "until published": at < published,
        "at signature": stage in ("signature", "publication"),
        "confirmed": stage == "paid",
        "-": False,
    }[word]


def answers(person, model: str, field: str, ids: list[int]) -> dict[str, bool]:
    """What each way of reading gives: True where something comes out, False where it is empty or refused."""
    domain = [("id", "in", ids)]
    ways = {
        "search": lambda: person.ask(model, "search", domain),
        "field": lambda: person.ask(model, "read", ids, [field]),
        # Anything at all, asked by the field: nobody whose field is closed gets through with it.
        "search by field": lambda: person.ask(
            model, "search", [*domain, "|", (field, "=", False), (field, "!=", False)]
        ),
        "group": lambda: [
            group for group in person.ask(model, "formatted_read_group", domain, [], ["__count"]) if group["__count"]
        ],
        "export": lambda: person.ask(model, "export_data", ids, [field])["datas"],
        "name": lambda: person.ask(model, "web_read", ids, {"display_name": {}}),
    }
    found = {}
    for way, ask in ways.items():
        with contextlib.suppress(Refused):
            found[way] = bool(ask())
        found.setdefault(way, False)
    return found


def side_ways(person, model: str, ids: list[int]) -> list[str]:
    """Which messages, activities and attachments of records tell somebody of them; one's own words are no news."""
    asked = {
        "message": (
            "mail.message",
            [("model", "=", model), ("res_id", "in", ids), ("author_id.user_ids.login", "!=", person.login)],
        ),
        "activity": ("mail.activity", [("res_model", "=", model), ("res_id", "in", ids)]),
        "attachment": ("ir.attachment", [("res_model", "=", model), ("res_id", "in", ids)]),
    }
    found = []
    for way, (side, domain) in asked.items():
        with contextlib.suppress(Refused):
            if person.ask(side, "search", domain):
                found.append(way)
    return found


def wrong_answers(person, model: str, field: str, ids: list[int], expected: bool) -> list[str]:
    """The ways that give another answer than a table says."""
    if not ids:
        return []
    # Exporting is a right of its own, which not everybody has.
    found = [
        way for way, got in answers(person, model, field, ids).items() if got != expected and (got or way != "export")
    ]
    return found if expected else found + side_ways(person, model, ids)


def refused(do) -> bool:
    """Whether somebody is refused."""
    try:
        do()
    except Refused:
        return True
    return False
