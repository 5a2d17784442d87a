"""The tables of docs/RIGHTS.md as data."""

from tests.system.shared import ROOT

READING, DOING = "## Who reads what", "## Who does what"
# In the order of a month: what is read is tried at each of these.
STAGES = ("plan", "interview", "countersignature", "signature", "publication", "follow_up", "paid")


def table(heading: str) -> dict[str, dict[str, str]]:
    """{row: {column: word}} of the table below a heading."""
    text = (ROOT / "docs" / "RIGHTS.md").read_text(encoding="utf-8").split(heading, 1)[1]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    header, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    columns = header[1:]
    found = {}
    for cells in body:
        if not cells[0]:
            break
        found[cells[0]] = dict(zip(columns, cells[1:], strict=True))
    return found


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
