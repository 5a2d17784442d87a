"""Kinds of views, the documents of a closed month, languages and own results, in the browser."""

import pytest

from tests.system.menus import LANGUAGES, OFFICER, SALES_MANAGER, SALESPERSON, served_sample, speak
from tests.system.screen import NARROW, WIDE, screen
from tests.system.shared import OURS, execute, rows

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(ground, sample):
    """The sample company and the address of its server."""
    with served_sample(ground, sample, "screens") as found:
        yield found


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
