"""What the sixteen catalogues must hold: codes, words and the counts of R7."""

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "addons" / "marketing_roles" / "catalogues"
HEADER = (
    "row,code,role,name,name_zh,text,text_zh,section,section_zh,level,reports_to,reports_to_zh,at_least,at_most,"
    "requirements,requirements_zh,area,frequency,deliverable,stages,same_as,breaks_off"
).split(",")
PREFIXES = {
    "function": "f",
    "power": "p",
    "principle": "pr",
    "objective": "o",
    "structure": "s",
    "content": "c",
    "rule": "r",
    "workflow": "w",
}
LEVELS = {"director", "deputy_director", "manager", "supervisor", "specialist", "staff"}
AREAS = {
    "research",
    "intelligence",
    "brand",
    "advertising",
    "promotion",
    "public_relations",
    "pricing",
    "product",
    "channel",
    "customer_relations",
    "information_systems",
    "budget",
    "team",
    "contracts_orders",
    "logistics",
    "internal_control",
}
FREQUENCIES = {"daily", "weekly", "monthly", "quarterly", "yearly", "event"}
DELIVERABLES = {"report", "plan", "budget", "archive"}
STAGES = ["introduction", "growth", "maturity", "decline"]
PAIRS = ("name", "text", "section", "requirements")

# R7: rows that are neither roles nor duties, by kind; then the duties of every role.
COUNTS = {
    "standard": (
        {"function": 10},
        {"marketing_supervisor": 9, "sales_supervisor": 8, "customer_supervisor": 6, "information_supervisor": 6},
    ),
    "auto-dealer": (
        {"function": 7 + 6, "workflow": 3},
        {"marketing_director": 11, "marketing_manager_planning": 11, "marketing_manager_public_relations": 1},
    ),
    "general-three-sets": ({"function": 6 + 4 + 7 + 5 + 7 + 1}, {}),
    "home-decoration": (
        {"principle": 2, "function": 3 + 4, "rule": 15},
        {"marketing_manager": 14, "marketing_supervisor": 3, "manager_assistant": 3},
    ),
    "brewery": ({"function": 5 + 3 + 4 + 5 + 4 + 3}, {"department_head": 0}),
    "marketing-lead": ({"function": 12, "power": 3 + 3}, {}),
    "general-life-cycle": (
        {"function": 15},
        {
            "marketing_manager": 13,
            "research_supervisor": 10,
            "channel_supervisor": 9,
            "product_planning_supervisor": 4,
            "advertising_planning_supervisor": 1,
        },
    ),
    "training": ({"structure": 5}, {"marketing_director": 9, "marketing_supervisor": 9, "marketing_specialist": 6}),
    "software": ({"function": 7, "content": 4}, {}),
    "design-decoration": (
        {"objective": 1, "function": 6},
        {"marketing_manager": 11, "expansion_section": 4, "telesales_section": 0},
    ),
    "telecom-county": ({}, {"marketing_head": 18}),
    "specialist": ({}, {"marketing_specialist": 23}),
    "nutrition": ({"function": 5 + 4 + 4 + 1 + 1, "content": 8}, {}),
    "position-setup": (
        {},
        {
            "product_supervisor": 1,
            "research_supervisor": 1,
            "planning_supervisor": 1,
            "expansion_manager": 1,
            "promotion_supervisor": 1,
            "public_relations_supervisor": 1,
            "advertising_supervisor": 1,
            "chief_marketing_officer": 6,
        },
    ),
    "deputy-head": ({}, {"deputy_head": 7}),
    "four-managers": (
        {},
        {
            "marketing_manager": 9,
            "sales_manager": 9,
            "planning_manager": 9,
            "promotion_manager": 9,
            "customer_manager": 0,
        },
    ),
}
# Groups of functions and powers, in their order, with their number of rows.
SECTIONS = {
    "auto-dealer": [7, 6],
    "general-three-sets": [6, 4, 7, 5, 7, 1],
    "home-decoration": [3, 4],
    "brewery": [5, 3, 4, 5, 4, 3],
    "marketing-lead": [3, 3],
    "nutrition": [5, 4, 4, 2],
}
CUT = {
    "auto-dealer": ["marketing_manager_public_relations.01"],
    "general-three-sets": ["f30"],
    "brewery": ["f24"],
    "marketing-lead": ["p06"],
    "general-life-cycle": ["advertising_planning_supervisor.01"],
    "training": ["marketing_specialist.06"],
    "design-decoration": ["telesales_section"],
    "four-managers": ["customer_manager"],
}
LIFE_CYCLE = {
    "introduction": ["f03", "f07", "f08", "f09", "f10"],
    "growth": ["f01", "f02", "f15"],
    "maturity": ["f05", "f06", "f07", "f14", "marketing_manager.09"],
    "decline": [],
}
