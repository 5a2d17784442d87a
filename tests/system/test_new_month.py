"""A month on the screen, from the empty period to the employee who reads the result."""

import pytest

from tests.system.screen import screen
from tests.system.shared import copied, execute, finished, rows

pytestmark = pytest.mark.browser

GENERAL_MANAGER, OFFICER, SALESPERSON = "lin.guanghui", "wan.tingting", "jiang.haoran"
NAME, MONTH = "Jiang Haoran", "2026-01"
# The steps before the signature: plan, self-assessment, interview, scores, behaviour, oral report.
STEPS = 6


@pytest.fixture(scope="module")
def served(ground, sample):
    """The sample company with the sales of one more month: everybody reached 120 of 100."""
    database = copied(ground, sample, "new_month")
    assert int(finished(ground, "sell", database, "2026-01-31", 100, 120)[0]) > 20
    execute(ground, database, "UPDATE ir_cron SET nextcall = NOW() + INTERVAL '1 day'")
    with ground.serve(database) as address:
        yield database, address


def test_a_new_month(ground, browser, served):
    """HR opens and scores, grades twice, the general manager signs, HR publishes, the employee reads."""
    database, address = served
    with screen(browser, address, OFFICER) as officer:
        _create_period(officer)
        _score(officer)
        _complete_steps(officer)
        _grade_by_action_menu(officer)
        first = _result(ground, database)
        assert first[:2] == ("graded", "a")
        _grade_by_button(officer)
        assert _result(ground, database) == first
        with screen(browser, address, SALESPERSON) as employee:
            _reads_nothing_yet(employee)
        with screen(browser, address, GENERAL_MANAGER) as manager:
            _sign(manager)
        _publish(officer)
        assert officer.trouble() == []
    with screen(browser, address, SALESPERSON) as employee:
        _read_result(employee)


def _result(ground, database):
    """Status, grade, total and sections of the one who was scored."""
    return rows(
        ground,
        database,
        """SELECT r.status, r.grade, r.total, r.work_points, r.behaviour_points, r.company_points
             FROM marketing_appraisal_result r JOIN marketing_appraisal_period p ON p.id = r.period_id
             JOIN hr_employee e ON e.id = r.employee_id WHERE p.name = %s AND e.name = %s""",
        MONTH,
        NAME,
    )[0]


def _create_period(officer):
    officer.open_menu("marketing_appraisal.menu_periods")
    officer.page.locator(".o_list_button_add").click()
    officer.page.wait_for_selector(".o_form_view")
    # A date is shown as text until it is clicked.
    officer.page.locator("[name=date_from] input, [name=date_from] button").first.click()
    day = officer.page.locator("[name=date_from] input").first
    day.fill("01/01/2026")
    day.press("Enter")
    officer.page.wait_for_function(
        "() => document.querySelector('.o_field_widget[name=name] input').value === '2026-01'"
    )
    officer.click("Open Period", ".o_statusbar_buttons")
    officer.page.wait_for_selector(".o_arrow_button_current:has-text('In Progress')")


def _open_period(person):
    """The form of the month, from the list."""
    person.open_menu("marketing_appraisal.menu_periods")
    person.page.locator(f".o_data_row td[name=name]:has-text('{MONTH}')").click()
    person.page.wait_for_selector(".o_form_view .o_form_sheet")
    person.settle()


def _score(officer):
    """Six items of behaviour, in the list of scores."""
    officer.page.locator("button[name=action_open_appraisals]").first.click()
    officer.page.wait_for_selector(".o_list_view")
    officer.settle()
    officer.page.locator(f".o_data_row:has-text('{NAME}') td[name=step]").click()
    officer.page.wait_for_selector("[name=rating_ids] .o_data_row")
    lines = officer.page.locator("[name=rating_ids] .o_data_row")
    assert lines.count() == 6
    for number in range(lines.count()):
        lines.nth(number).locator("td[name=score]").click()
        box = lines.nth(number).locator("td[name=score] input")
        box.fill("5")
        box.press("Tab")
    officer.page.locator(".o_form_button_save").click()
    officer.settle()
    assert officer.trouble() == []


def _complete_steps(officer):
    for _step in range(STEPS):
        officer.click("Complete This Step")
    officer.page.wait_for_selector(".o_arrow_button_current:has-text('Signature')")


def _grade_by_action_menu(officer):
    officer.open_menu("marketing_appraisal.menu_periods")
    officer.page.locator(f".o_data_row:has-text('{MONTH}') .o_list_record_selector input").click()
    officer.page.locator(
        ".o_cp_action_menus button.dropdown-toggle:has(.fa-cog), .o_cp_action_menus button:has-text('Actions')"
    ).first.click()
    officer.page.locator(".o-dropdown--menu .o_menu_item").get_by_text("Compute grades", exact=True).click()
    officer.page.wait_for_selector(".o_notification:has-text('1 graded')")
    officer.settle()


def _grade_by_button(officer):
    _open_period(officer)
    officer.page.locator(".o_statusbar_buttons button").get_by_text("Compute Grades", exact=True).click()
    officer.page.wait_for_selector(".o_notification:has-text('1 graded')")
    officer.settle()


def _reads_nothing_yet(employee):
    """Before publication neither list nor form shows a result of the month."""
    employee.open_menu("marketing_appraisal.menu_my_results")
    assert MONTH not in employee.text(".o_list_view")
    employee.open_menu("marketing_appraisal.menu_mine")
    employee.page.locator(
        f".o_data_row:has-text('{MONTH}') td[name=period_id], .o_kanban_record:has-text('{MONTH}')"
    ).first.click()
    employee.page.wait_for_selector(".o_form_view .o_form_sheet")
    employee.settle()
    form = employee.text(".o_form_view")
    assert "Scores and grade are shown to you once they are published." in form
    assert not employee.page.locator("button[name=action_open_result]").is_visible()
    assert employee.trouble() == []


def _sign(manager):
    _open_period(manager)
    manager.click("Sign All", ".o_statusbar_buttons")
    manager.confirm()
    assert manager.trouble() == []


def _publish(officer):
    _open_period(officer)
    officer.click("Publish", ".o_statusbar_buttons")
    officer.confirm()


def _read_result(employee):
    """Grade, sentence and lines; behind a figure the very invoice."""
    employee.open_menu("marketing_appraisal.menu_my_results")
    employee.page.locator(f".o_data_row:has-text('{MONTH}') td[name=employee_id]").click()
    employee.page.wait_for_selector("[name=line_ids] .o_data_row")
    employee.settle()
    form = employee.text(".o_form_view")
    assert NAME in form and "Published" in form
    assert "work 40.00/40 + behaviour 30.00/30 + company result 48.00/40 = 118.00" in form
    assert employee.page.locator("[name=line_ids] .o_data_row").count() == 8
    assert "120.00 %" in form
    employee.page.locator("[name=line_ids] .o_data_row button[name=action_open_evidence]").first.click()
    employee.page.wait_for_selector(".o_list_view .o_data_row td[name=numerator]")
    employee.settle()
    documents = employee.page.locator(".o_list_view .o_data_row").all_inner_texts()
    assert any("INV/2026" in text and "120.00" in text for text in documents)
    assert len(documents) == 2
    assert employee.trouble() == []
