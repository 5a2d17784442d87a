"""A month on the screen, run by its people themselves: from the empty period to the pay."""

import pytest

from tests.system.screen import screen
from tests.system.shared import copied, execute, finished, rows

pytestmark = pytest.mark.browser

GENERAL_MANAGER, OFFICER, HR_MANAGER = "lin.guanghui", "wan.tingting", "su.meizhen"
SALESPERSON, SUPERVISOR, DESIGNATED = "jiang.haoran", "zou.kaiwen", "hao.zhenbang"
NAME, DESIGNATED_NAME, MONTH = "Jiang Haoran", "Hao Zhenbang", "2026-01"


@pytest.fixture(scope="module")
def served(ground, sample):
    """The sample company with the sales of one more month: everybody reached 120 of 100."""
    database = copied(ground, sample, "new_month")
    assert int(finished(ground, "sell", database, "2026-01-31", 100, 120)[0]) > 20
    execute(ground, database, "UPDATE ir_cron SET nextcall = NOW() + INTERVAL '1 day'")
    with ground.serve(database) as address:
        yield database, address


def test_a_new_month(ground, browser, served):
    """Each does their own part, nobody another's, and the employee reads the result and the pay."""
    database, address = served

    def step():
        return _step(ground, database)

    with screen(browser, address, OFFICER) as officer:
        _create_period(officer)
        _designate(officer)
        with screen(browser, address, SUPERVISOR) as supervisor, screen(browser, address, SALESPERSON) as employee:
            _plan(supervisor)
            assert step() == "self_assessment"
            _assess_self(employee)
            assert step() == "interview"
            _hold_interview(supervisor)
            _acknowledge(employee)
            assert step() == "scoring"
            _complete_what_waits(supervisor)
            assert step() == "countersignature"
            with screen(browser, address, DESIGNATED) as designated:
                _complete_what_waits(designated)
            assert step() == "behaviour"
            _score_by_keyboard(officer)
            _complete_as_officer(officer)
            _complete_what_waits(supervisor)
            assert step() == "signature"
            _grade_by_action_menu(officer)
            first = _result(ground, database)
            assert first[:2] == ("graded", "a")
            _grade_by_button(officer)
            assert _result(ground, database) == first
            _reads_nothing_yet(employee)
            with screen(browser, address, GENERAL_MANAGER) as manager:
                _sign(manager)
            assert step() == "publication"
            _publish(officer)
            with screen(browser, address, HR_MANAGER) as hr_manager:
                _pay(hr_manager)
            _read_result(employee)
            _read_pay(employee)
            for person in (officer, supervisor, employee):
                assert person.trouble() == []


def _step(ground, database):
    return rows(
        ground,
        database,
        """SELECT a.step FROM marketing_appraisal a JOIN marketing_appraisal_period p ON p.id = a.period_id
             JOIN hr_employee e ON e.id = a.employee_id WHERE p.name = %s AND e.name = %s""",
        MONTH,
        NAME,
    )[0][0]


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


def _designate(officer):
    """Name who countersigns, in the list of the period."""
    officer.page.locator(".o_notebook_headers a:has-text('Countersignature')").click()
    officer.page.locator("[name=designation_ids] .o_field_x2many_list_row_add a").click()
    box = officer.page.locator("[name=designation_ids] .o_data_row [name=employee_id] input").first
    box.fill(DESIGNATED_NAME)
    officer.page.locator(f".o-autocomplete--dropdown-item:has-text('{DESIGNATED_NAME}')").first.click()
    officer.page.locator(".o_form_button_save").click()
    officer.settle()
    assert officer.trouble() == []


def _open_period(person):
    """The form of the month, from the list."""
    person.open_menu("marketing_appraisal.menu_periods")
    person.page.locator(f".o_data_row td[name=name]:has-text('{MONTH}')").click()
    person.page.wait_for_selector(".o_form_view .o_form_sheet")
    person.settle()


def _open_what_waits(person):
    """The appraisal of the employee, from the list of what waits for the person."""
    person.open_menu("marketing_appraisal.menu_waiting")
    person.page.locator(f".o_data_row:has-text('{NAME}'):has-text('{MONTH}') td[name=step]").click()
    person.page.wait_for_selector(".o_form_view .o_form_sheet")
    person.settle()


def _complete_what_waits(person):
    _open_what_waits(person)
    person.click("Complete This Step")
    assert person.trouble() == []


def _plan(supervisor):
    """From the board by step."""
    supervisor.open_menu("marketing_appraisal.menu_team")
    supervisor.page.locator(f".o_kanban_record:has-text('{NAME}'):has-text('{MONTH}')").click()
    supervisor.page.wait_for_selector(".o_form_view .o_form_sheet")
    supervisor.settle()
    supervisor.click("Complete This Step")


def _tab(person, name):
    person.page.locator(f".o_notebook_headers a:has-text('{name}')").click()
    person.settle()


def _assess_self(employee):
    employee.open_menu("marketing_appraisal.menu_desk")
    _tab(employee, "Measures")
    assert "120.00" in employee.text("[name=measure_ids]")
    _tab(employee, "Self-Assessment")
    employee.page.locator("[name=self_assessment] textarea").fill("All dealers visited; two new ones signed.")
    employee.click("Hand In Self-Assessment")


def _hold_interview(supervisor):
    _open_what_waits(supervisor)
    _tab(supervisor, "Interview")
    supervisor.page.locator("[name=interview_summary] textarea").fill("Well done. Next month the north comes first.")
    supervisor.click("Interview Held")


def _acknowledge(employee):
    _open_what_waits(employee)
    _tab(employee, "Interview")
    assert "the north comes first" in employee.text("[name=interview_summary]")
    employee.click("Acknowledge")


def _score_by_keyboard(officer):
    """Six scores of one person in the score sheet, without touching the mouse once it is open."""
    officer.open_menu("marketing_appraisal.menu_score_sheet")
    cells = officer.page.locator(f"tr:has-text('{NAME}') input.o_score:not([readonly])")
    assert cells.count() == 6
    cells.first.focus()
    # The first one as proposed, by the space bar; the others typed.
    for key in " 55555":
        officer.page.keyboard.type(key)
        officer.page.keyboard.press("Tab")
        officer.settle()
    assert [cells.nth(number).input_value() for number in range(6)] == ["5"] * 6
    assert officer.text(".o_control_panel").count("6 of") == 1
    # What is out of bounds is refused in a sentence, and what stood there comes back.
    cells.first.focus()
    officer.page.keyboard.type("7")
    officer.page.keyboard.press("Enter")
    officer.page.wait_for_selector(".o_notification:has-text('is scored from 1 to 5')")
    officer.settle()
    assert cells.first.input_value() == "5"
    officer.faults.clear()


def _complete_as_officer(officer):
    officer.open_menu("marketing_appraisal.menu_all_appraisals")
    officer.page.locator(f".o_data_row:has-text('{NAME}'):has-text('{MONTH}') td[name=step]").click()
    officer.page.wait_for_selector(".o_form_view .o_form_sheet")
    officer.settle()
    officer.click("Complete This Step")


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
    assert not employee.page.locator(".o_notebook_headers a:has-text('Scores')").is_visible()
    assert employee.trouble() == []


def _sign(manager):
    """From the desk, where what is unusual comes first."""
    manager.open_menu("marketing_appraisal.menu_signature")
    row = manager.page.locator(f".o_data_row:has-text('{NAME}'):has-text('{MONTH}')")
    assert "118.00" in row.inner_text()
    row.locator("button[name=action_sign]").click()
    manager.settle()
    assert row.count() == 0
    assert manager.trouble() == []


def _publish(officer):
    _open_period(officer)
    officer.click("Publish", ".o_statusbar_buttons")
    officer.confirm()


def _pay(hr_manager):
    """Computed, confirmed, and handed to payroll as a sheet."""
    _open_period(hr_manager)
    hr_manager.click("Compute Pay", ".o_statusbar_buttons")
    hr_manager.page.locator(".o_group_header:has-text('East Sales')").click()
    hr_manager.settle()
    assert "3,540.00" in hr_manager.text(f".o_data_row:has-text('{NAME}')")
    _open_period(hr_manager)
    hr_manager.click("Confirm Pay", ".o_statusbar_buttons")
    hr_manager.confirm()
    _open_period(hr_manager)
    with hr_manager.page.expect_download() as download:
        hr_manager.page.locator("button[name=action_export_pay]").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    hr_manager.settle()
    assert hr_manager.trouble() == []


def _read_result(employee):
    """Grade, sentence, lines and reasons; behind a figure the very invoice; until when one may object."""
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
    employee.open_menu("marketing_appraisal.menu_desk")
    assert "you can appeal until" in employee.text(".o_form_view")
    assert employee.trouble() == []


def _read_pay(employee):
    employee.open_menu("marketing_appraisal.menu_my_pay")
    assert "3,540.00" in employee.text(".o_list_view")
    assert employee.trouble() == []
