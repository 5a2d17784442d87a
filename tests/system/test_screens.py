"""Every menu of the three apps, opened by everybody who has one, in both languages, wide and narrow."""

import pytest

from tests.system.screen import NARROW, WIDE, screen
from tests.system.shared import OURS, copied, execute, finished, rows

pytestmark = pytest.mark.browser

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


@pytest.fixture(scope="module")
def served(ground, sample):
    """A copy of the sample company, with a closed month that has changed since, and the address of its server."""
    database = copied(ground, sample, "screens")
    finished(ground, "close_month", database, SALES_MANAGER, "2025-01-01")
    execute(ground, database, "UPDATE ir_cron SET nextcall = NOW() + INTERVAL '1 day'")
    with ground.serve(database) as address:
        yield database, address


def speak(ground, database, language):
    """Everybody reads this language from the next page on."""
    execute(ground, database, "UPDATE res_partner SET lang = %s", language)
    # The running server keeps each user's language in a cache: tell it that the cache is old.
    execute(ground, database, "INSERT INTO orm_signaling_default DEFAULT VALUES")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("login", EVERYBODY.values(), ids=EVERYBODY)
def test_every_menu_opens(login, language, ground, browser, served):
    """Without an error of the client, an error dialog or a page that cannot be had.

    Of a list the first record is opened too.
    """
    database, address = served
    speak(ground, database, language)
    with screen(browser, address, login, WIDE) as person:
        menus = person.menus(*OURS)
        assert MUST[login] <= set(menus)
        assert not MUST_NOT[login] & set(menus)
        person.faults.clear()
        troubles = {}
        for name, number in menus.items():
            person.open_menu(number)
            if name not in OPENED_WITHOUT_A_RECORD:
                person.open_first_record()
            if found := person.trouble():
                troubles[name] = found
                person.forget()
            person.close_dialog()
        assert troubles == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("login", EVERYBODY.values(), ids=EVERYBODY)
def test_every_menu_fits_a_telephone(login, language, ground, browser, served):
    """390 pixels wide: nothing makes the page scroll sideways."""
    database, address = served
    speak(ground, database, language)
    with screen(browser, address, login, NARROW) as person:
        menus = person.menus(*OURS)
        assert len(menus) >= 5
        person.faults.clear()
        troubles = {}
        for name, number in menus.items():
            person.open_menu(number)
            wider = person.overflow()
            if name not in OPENED_WITHOUT_A_RECORD:
                person.open_first_record()
            found = person.trouble() + [f"{pixels} pixels too wide" for pixels in (wider, person.overflow()) if pixels]
            if found:
                troubles[name] = found
                person.forget()
            person.close_dialog()
        assert troubles == {}


@pytest.mark.parametrize("login", [OFFICER, SALES_MANAGER], ids=["HR officer", "sales manager"])
def test_every_kind_of_view_opens(login, ground, browser, served):
    """Lists, cards, pivots, graphs and calendars, with what the company has in them."""
    database, address = served
    speak(ground, database, "en_US")
    with screen(browser, address, login, WIDE) as person:
        person.faults.clear()
        troubles, kinds = {}, set()
        for name, number in person.menus(*OURS).items():
            person.open_menu(number)
            if person.page.locator(".modal").count():
                person.forget()
                continue
            for kind in person.other_views():
                person.switch_view(kind)
                kinds.add(kind)
                if found := person.trouble():
                    troubles[name, kind] = found
                    person.forget()
                    person.open_menu(number)
        assert troubles == {}
        assert kinds >= {"kanban", "pivot", "graph"}


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_closed_month_opens_its_documents(size, ground, browser, served):
    database, address = served
    speak(ground, database, "en_US")
    with screen(browser, address, SALES_MANAGER, size) as person:
        person.open_menu("sales_kpi.menu_closings")
        person.open_first_record()
        if size is NARROW:
            person.page.locator(".o_control_panel .fa-bolt").click()
        person.page.locator("button:has-text('Documents'):visible").first.click()
        person.settle()
        assert person.page.locator(".o_data_row, .o_kanban_record:not(.o_kanban_ghost)").count() > 10
        assert person.trouble() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_the_readers(language, ground, browser, served):
    database, address = served
    speak(ground, database, language)
    with screen(browser, address, OFFICER) as person:
        person.open_menu("marketing_appraisal.menu_periods")
        assert LANGUAGES[language] in person.text(".o_control_panel")


def test_a_salesperson_sees_own_published_results_only(ground, browser, served):
    database, address = served
    speak(ground, database, "en_US")
    published = rows(
        ground,
        database,
        """SELECT COUNT(*) FROM marketing_appraisal_result r JOIN res_users u ON u.id = r.user_id
            WHERE u.login = %s AND r.is_published""",
        SALESPERSON,
    )[0][0]
    assert published == 13
    with screen(browser, address, SALESPERSON) as person:
        person.open_menu("marketing_appraisal.menu_my_results")
        people = person.page.locator(".o_data_row td[name=employee_id]").all_inner_texts()
        assert len(people) == published
        assert {text.strip() for text in people} == {"Jiang Haoran"}
        # Neither by a list that is meant for others.
        person.open("appraisal-results")
        people = person.page.locator(".o_data_row td[name=employee_id]").all_inner_texts()
        assert {text.strip() for text in people} == {"Jiang Haoran"}
        # What is not published any more is not read any more.
        execute(
            ground,
            database,
            """UPDATE marketing_appraisal_result SET is_published = FALSE
                WHERE kind = 'annual' AND user_id = (SELECT id FROM res_users WHERE login = %s)""",
            SALESPERSON,
        )
        person.open("my-appraisal-results")
        assert person.page.locator(".o_data_row").count() == published - 1
        assert person.trouble() == []
