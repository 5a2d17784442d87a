"""The sample company behind a server, and who has which menus there: for the tests that walk through the screens."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.system.shared import copied, execute, finished

GENERAL_MANAGER, OFFICER, SALES_MANAGER, SALESPERSON = "lin.guanghui", "wan.tingting", "zou.kaiwen", "jiang.haoran"
EVERYBODY = {
    "general manager": GENERAL_MANAGER,
    "HR officer": OFFICER,
    "sales manager": SALES_MANAGER,
    "salesperson": SALESPERSON,
}
# What each must find, and what must not be there; the rest of the menus is opened as found.
MUST = {
    GENERAL_MANAGER: {"marketing_appraisal.menu_periods", "marketing_appraisal.menu_signature"},
    OFFICER: {"marketing_appraisal.menu_periods", "marketing_roles.menu_workdays"},
    SALES_MANAGER: {"sales_kpi.menu_quota_plans", "marketing_appraisal.menu_team"},
    SALESPERSON: {"sales_kpi.menu_mine", "marketing_appraisal.menu_my_results", "marketing_roles.menu_my_tasks"},
}
MUST_NOT = {
    GENERAL_MANAGER: {"marketing_appraisal.menu_policies"},
    OFFICER: {"marketing_appraisal.menu_signature", "marketing_appraisal.menu_policies"},
    SALES_MANAGER: {"marketing_appraisal.menu_periods", "marketing_appraisal.menu_signature"},
    SALESPERSON: {
        "marketing_appraisal.menu_periods",
        "marketing_appraisal.menu_signature",
        "marketing_appraisal.menu_team",
        "marketing_appraisal.menu_results",
        "sales_kpi.menu_live",
        "sales_kpi.menu_quota_plans",
        "marketing_roles.menu_positions",
    },
}
# These open a dialog above the screen before.
OPENED_WITHOUT_A_RECORD = {
    "sales_kpi.menu_quota_import",
    "marketing_roles.menu_import",
    "marketing_roles.menu_catalog_comparison",
}
LANGUAGES = {"en_US": "Periods", "zh_CN": "周期"}


@contextmanager
def served_sample(ground, sample: str, name: str) -> Iterator[tuple[str, str]]:
    """A copy of the sample company, with a closed month that has changed since, and the address of its server."""
    database = copied(ground, sample, name)
    finished(ground, "close_month", database, SALES_MANAGER, "2025-01-01")
    execute(ground, database, "UPDATE ir_cron SET nextcall = NOW() + INTERVAL '1 day'")
    with ground.serve(database) as address:
        yield database, address


def speak(ground, database, language):
    """Everybody reads this language from the next page on."""
    execute(ground, database, "UPDATE res_partner SET lang = %s", language)
    # The running server keeps each user's language in a cache: tell it that the cache is old.
    execute(ground, database, "INSERT INTO orm_signaling_default DEFAULT VALUES")
