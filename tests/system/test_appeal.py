"""An appeal on the screen, from its filing to a changed grade of the year, by its own people (R50, R55, R60, R61)."""

import pytest

from tests.system.person import Person, Refused
from tests.system.screen import screen
from tests.system.shared import copied, execute, finished, rows, sample_today

pytestmark = pytest.mark.browser

GENERAL_MANAGER, OFFICER, HR_MANAGER = "lin.guanghui", "wan.tingting", "su.meizhen"
# Eleven points and a C: one month that becomes an A makes it a B.
PERSON, NAME = "mao.qingqing", "Mao Qingqing"
MONTH, LATE_MONTH, YEAR = "2025-12", "2025-11", "2025"
GROUNDS = "My training was given in December and stands nowhere."
PERIOD, RESULT = "marketing.appraisal.period", "marketing.appraisal.result"


@pytest.fixture(scope="module")
def served(ground, sample):
    """The sample company with December paid, and with what the rules propose for the year."""
    database = copied(ground, sample, "appeal")
    execute(ground, database, "UPDATE ir_cron SET nextcall = NOW() + INTERVAL '1 day'")
    with ground.serve(database) as address:
        company = Case(ground, database, address)
        hr_manager, officer = (Person(address, database, login) for login in (HR_MANAGER, OFFICER))
        hr_manager.ask(PERIOD, "action_compute_pay", [company.period(MONTH)])
        hr_manager.ask(PERIOD, "action_confirm_pay", [company.period(MONTH)])
        officer.ask(PERIOD, "action_propose_outcomes", [company.period(YEAR)])
        yield company


class Case:
    """What the database has of the person."""

    def __init__(self, ground, database, address):
        self.ground, self.database, self.address = ground, database, address

    def sql(self, query, *values):
        return rows(self.ground, self.database, query, *values)

    def period(self, name):
        return self.sql("SELECT id FROM marketing_appraisal_period WHERE name = %s", name)[0][0]

    def results(self, name):
        """Versions of a result, in their order: number, total, grade, points, whether it counts and is published."""
        return self.sql(
            """SELECT r.version, r.total, r.grade, r.points, r.active, r.is_published
                 FROM marketing_appraisal_result r JOIN hr_employee e ON e.id = r.employee_id
                WHERE r.period_id = %s AND e.name = %s ORDER BY r.version""",
            self.period(name),
            NAME,
        )

    def appeal(self):
        return self.sql(
            """SELECT a.state, a.answer_outcome, a.decision_outcome, a.outcome, a.is_open,
                      (SELECT COUNT(*) FROM ir_attachment f
                        WHERE f.res_model = 'marketing.appraisal.appeal' AND f.res_id = a.id AND f.res_field IS NULL)
                 FROM marketing_appraisal_appeal a JOIN hr_employee e ON e.id = a.employee_id WHERE e.name = %s""",
            NAME,
        )

    def paid(self):
        """What was paid for December, in the order of the results it was paid for."""
        return [float(amount) for (amount,) in self.sql(
            """SELECT p.amount FROM marketing_appraisal_pay p JOIN marketing_appraisal_result r ON r.id = p.result_id
                 JOIN hr_employee e ON e.id = r.employee_id
                WHERE r.period_id = %s AND e.name = %s ORDER BY r.version""",
            self.period(MONTH), NAME,
        )]  # fmt: skip

    def proposals(self):
        return self.sql(
            """SELECT u.name->>'en_US', o.state FROM marketing_appraisal_outcome o
                 JOIN marketing_appraisal_outcome_rule u ON u.id = o.rule_id
                 JOIN hr_employee e ON e.id = o.employee_id WHERE e.name = %s ORDER BY 1""",
            NAME,
        )


def test_an_appeal_changes_the_grade_of_the_year(browser, served, tmp_path):
    """Filed with a file, dismissed by HR, upheld by the meeting; month, pay, points, year and proposal follow."""
    letter = tmp_path / "training.txt"
    letter.write_text("12 December, six hours", encoding="utf-8")
    assert served.results(YEAR)[0][2:4] == ("c", 11)
    assert served.proposals() == [("Poor year", "proposed")]
    with (
        screen(browser, served.address, PERSON) as person,
        screen(browser, served.address, OFFICER) as officer,
        screen(browser, served.address, GENERAL_MANAGER) as manager,
    ):
        _is_too_late(person, served)
        _file(person, letter)
        assert served.appeal() == [("filed", None, None, None, True, 1)]
        _answer(officer)
        _take_further(person)
        _decide(manager)
        assert served.appeal() == [("decided", "dismissed", "upheld", "upheld", True, 1)]
        _reads_what_follows(person, "until it is published the one before stands")
        _correct(officer)
        _sign(manager, MONTH)
        _publish(officer)
        assert served.appeal()[0][4] is False
        with screen(browser, served.address, HR_MANAGER) as hr_manager:
            _pay(hr_manager)
            _issue_the_year_again(manager, officer)
            _sign(manager, YEAR)
            _publish_the_year(officer)
            _read_everything(person, hr_manager)
            for one in (person, officer, manager, hr_manager):
                assert one.trouble() == []
    _holds(served)


def _holds(served):
    """What the database has at the end."""
    before, after = served.results(MONTH)
    assert (before[2], before[4:]) == ("b", (False, True))
    assert (after[2], after[4:]) == ("a", (True, True))
    assert round(float(after[1] - before[1]), 2) == 10
    assert [one[2:] for one in served.results(YEAR)] == [("c", 11, False, True), ("b", 12, True, True)]
    first, difference = served.paid()
    assert (round(first + difference, 2), difference) == (round(float(after[1]) * 30, 2), 300)
    assert served.proposals() == [("Poor year", "dropped")]
    assert finished(served.ground, "verify", served.database)[0].split("|")[0] == "whole"


def _open_row(person, menu, *texts, cell="td[name=employee_id]"):
    """Open the row that has each of these texts in a cell of its own."""
    person.open_menu(f"marketing_appraisal.{menu}")
    if NAME in texts:
        # What is over is filtered out at first.
        for facet in person.page.locator(".o_facet_remove").all():
            facet.click()
            person.settle()
        box = person.page.locator(".o_searchview_input")
        box.fill(NAME)
        box.press("Enter")
        person.settle()
    row = ".o_data_row" + "".join(f":has(:text-is('{text}'))" for text in texts)
    # A tooltip of where the mouse was before would lie over the row.
    person.page.mouse.move(0, 0)
    person.page.locator(f"{row} {cell}").first.click()
    person.page.wait_for_selector(".o_form_view .o_form_sheet")
    person.settle()


def _fill(person, **texts):
    """Type into the dialog that is open."""
    for name, text in texts.items():
        person.page.locator(f".modal [name={name}] textarea:visible, .modal [name={name}] input:visible").first.fill(
            text
        )


def _finish_dialog(person, button):
    person.page.locator(f".modal footer button:has-text('{button}'):visible").click()
    person.page.wait_for_selector(".modal", state="detached")
    person.settle()


def _is_too_late(person, served):
    """Asked in time and confirmed after the last day: refused with the date, and not offered any more."""
    _open_row(person, "menu_my_results", LATE_MONTH)
    person.click("Appeal", ".o_statusbar_buttons")
    _fill(person, text=GROUNDS)
    execute(
        served.ground,
        served.database,
        "UPDATE marketing_appraisal_result SET published_date = published_date - INTERVAL '30 days'"
        " WHERE period_id = %s",
        served.period(LATE_MONTH),
    )
    person.page.locator(".modal footer button:has-text('Appeal'):visible").click()
    refusal = person.page.wait_for_selector(".o_error_dialog, .modal:has-text('it is too late now')")
    published = served.sql(
        "SELECT (published_date + INTERVAL '7 days')::date FROM marketing_appraisal_result"
        " WHERE period_id = %s AND is_published LIMIT 1",
        served.period(LATE_MONTH),
    )[0][0]
    said = refusal.inner_text()
    assert f"/{published.year}" in said and "could be filed until" in said
    person.forget()
    _open_row(person, "menu_my_results", LATE_MONTH)
    assert not person.page.locator(".o_statusbar_buttons button:has-text('Appeal'):visible").count()
    with pytest.raises(Refused, match="could be filed until"):
        late = served.sql(
            "SELECT r.id FROM marketing_appraisal_result r JOIN hr_employee e ON e.id = r.employee_id"
            " WHERE r.period_id = %s AND e.name = %s",
            served.period(LATE_MONTH), NAME,
        )[0][0]  # fmt: skip
        member = Person(served.address, served.database, PERSON)
        model = "marketing.appraisal.appeal.dialog"
        dialog = member.ask(model, "create", {"operation": "file", "text": GROUNDS, "result_id": late})
        member.ask(model, "action_confirm", [dialog])


def _file(person, letter):
    _open_row(person, "menu_my_results", MONTH)
    person.click("Appeal", ".o_statusbar_buttons")
    _fill(person, text=GROUNDS)
    person.page.locator(".modal [name=attachment_ids] input[type=file]").set_input_files(str(letter))
    person.page.wait_for_selector(".modal [name=attachment_ids] :text('training')")
    person.settle()
    _finish_dialog(person, "Appeal")
    form = person.text(".o_form_view")
    assert GROUNDS in form and "training" in form and "HR answers by" in form


def _answer(officer):
    _open_row(officer, "menu_appeals", NAME)
    officer.click("Answer", ".o_statusbar_buttons")
    officer.page.locator(".modal [name=outcome] label:has-text('Dismissed')").click()
    _fill(officer, text="No list of the training names you.")
    _finish_dialog(officer, "Answer")
    assert "No list of the training names you." in officer.text(".o_form_view")


def _take_further(person):
    _open_row(person, "menu_my_appeals", MONTH)
    assert "No list of the training names you." in person.text(".o_form_view")
    person.click("Take It to the Meeting", ".o_statusbar_buttons")
    _fill(person, text="The list is of November.")
    _finish_dialog(person, "Take It to the Meeting")
    assert "The general manager's meeting decides by" in person.text(".o_form_view")


def _decide(manager):
    _open_row(manager, "menu_appeals", NAME)
    manager.click("Decide", ".o_statusbar_buttons")
    manager.page.locator(".modal [name=outcome] label").get_by_text("Upheld in Full", exact=True).click()
    manager.page.locator(".modal [name=meeting_date] input, .modal [name=meeting_date] button").first.click()
    day = manager.page.locator(".modal [name=meeting_date] input").first
    day.fill(sample_today().strftime("%m/%d/%Y"))
    day.press("Tab")
    _fill(
        manager,
        participants="Lin Guanghui, Su Meizhen, Mao Qingqing",
        text="The list of December names her.",
        minutes="The list of December was looked at.",
    )
    _finish_dialog(manager, "Decide")
    form = manager.text(".o_form_view")
    assert "The list of December was looked at." in form and "What Follows" in form.title()


def _reads_what_follows(person, *sentences):
    _open_row(person, "menu_my_appeals", MONTH)
    told = person.text("[name=consequences]")
    for sentence in sentences:
        assert sentence in told, told


def _correct(officer):
    """HR corrects the scores of behaviour on the appraisal of the appeal, and hands them in again."""
    _open_row(officer, "menu_appeals", NAME)
    officer.page.locator("button[name=action_open_appraisal]").click()
    officer.page.wait_for_selector(".o_form_view :text('is being issued again')")
    officer.settle()
    row = officer.page.locator("[name=rating_ids] .o_data_row:has-text('Behaviour')")
    for number in range(row.count()):
        if row.nth(number).locator("td[name=score]").inner_text() != "5":
            row.nth(number).locator("button[name=action_ask_calibration]").click()
            _fill(officer, score="5", reason="The list of December.")
            _finish_dialog(officer, "Calibrate")
    officer.click("Complete This Step", ".o_statusbar_buttons")
    _grade(officer, MONTH, "Compute Grades")


def _grade(officer, period, button):
    _open_row(officer, "menu_periods", period, cell="td[name=name]")
    officer.page.locator(".o_statusbar_buttons button").get_by_text(button, exact=True).click()
    officer.page.wait_for_selector(".o_notification")
    officer.settle()


def _sign(manager, period):
    manager.open_menu("marketing_appraisal.menu_signature")
    row = manager.page.locator(f".o_data_row:has-text('{NAME}'):has-text('{period}')")
    row.locator("button[name=action_sign]").click()
    manager.settle()
    assert row.count() == 0


def _publish(officer):
    _open_row(officer, "menu_appeals", NAME)
    officer.page.locator("button[name=action_open_appraisal]").click()
    officer.page.wait_for_selector(".o_statusbar_buttons button[name=action_publish]")
    officer.settle()
    officer.click("Publish", ".o_statusbar_buttons")
    officer.confirm()


def _pay(hr_manager):
    """The difference is computed and confirmed with the pay of the period."""
    for button in ("Compute Pay", "Confirm Pay"):
        _open_row(hr_manager, "menu_periods", MONTH, cell="td[name=name]")
        hr_manager.click(button, ".o_statusbar_buttons")
        if button == "Confirm Pay":
            hr_manager.confirm()


def _issue_the_year_again(manager, officer):
    """The general manager is asked to look at the year, and issues it again; HR grades it anew."""
    _open_row(manager, "menu_all_appraisals", NAME, YEAR)
    assert f"{MONTH} was issued again" in manager.text(".o_form_view")
    manager.click("Issue Again", ".o_statusbar_buttons")
    _fill(manager, reason="December became an A on appeal.")
    _finish_dialog(manager, "Issue Again")
    _open_row(officer, "menu_all_appraisals", NAME, YEAR)
    officer.click("Complete This Step", ".o_statusbar_buttons")
    _grade(officer, YEAR, "Compute Annual Grades")


def _publish_the_year(officer):
    _open_row(officer, "menu_all_appraisals", NAME, YEAR)
    officer.click("Publish", ".o_statusbar_buttons")
    officer.confirm()
    _open_row(officer, "menu_periods", YEAR, cell="td[name=name]")
    officer.click("Propose Outcomes", ".o_statusbar_buttons")


def _read_everything(person, hr_manager):
    """The person reads the month, the difference, the points and the year; the letter says it on paper."""
    _reads_what_follows(person, "300.00", "12 points from 12 months", "Annual points of the month")
    with person.page.expect_download() as download:
        person.click("Letter", ".o_statusbar_buttons")
    assert download.value.suggested_filename.endswith(".pdf")
    person.settle()
    person.page.locator("button[name=action_open_new_result]").click()
    person.page.wait_for_selector("[name=line_ids] .o_data_row")
    person.settle()
    form = person.text(".o_form_view")
    assert "Issued again" in form and "was upheld" in form
    _open_row(hr_manager, "menu_appeals", NAME)
    told = hr_manager.text("[name=consequences]")
    for text in ("300.00", "C - Poor", "B - Qualified", "Poor year", "No Longer Proposed"):
        assert text in told, told
