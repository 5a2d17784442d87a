"""A probation on the screen, from the hire to the reward of whoever referred them (R6, R40, R41, R42)."""

from datetime import date, timedelta

import pytest

from tests.system.person import PASSWORD, Person
from tests.system.screen import screen
from tests.system.shared import copied, execute, finished, rows, sample_today

pytestmark = pytest.mark.browser

GENERAL_MANAGER, OFFICER, HR_MANAGER = "lin.guanghui", "wan.tingting", "su.meizhen"
MANAGER, REFERRER, COLLEAGUE = "zou.kaiwen", "jiang.haoran", "feng.xiaolu"
NAME, LOGIN = "Lin Xiaoyu", "lin.xiaoyu"
EARLIER = "marketing.appraisal.earlier.result"


def _months_ago(day, months):
    """The same day so many months before, at most the 28th."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, min(day.day, 28))


# Three months that end within the days in which people are reminded.
TODAY = sample_today()
FIRST = _months_ago(TODAY, 3) + timedelta(days=7)
MONTHS = [_months_ago(TODAY, number).replace(day=1) for number in (2, 1)]


class Case:
    """What the database has of the person."""

    def __init__(self, ground, database, address):
        self.ground, self.database, self.address = ground, database, address

    def sql(self, query, *values):
        return rows(self.ground, self.database, query, *values)

    def employee(self):
        return self.sql("SELECT id FROM hr_employee WHERE name = %s", NAME)[0][0]

    def state(self):
        return self.sql("SELECT state FROM marketing_probation WHERE employee_id = %s", self.employee())[0][0]

    def last_day(self):
        return self.sql("SELECT date_end FROM marketing_probation WHERE employee_id = %s", self.employee())[0][0]

    def trial_ends(self):
        query = "SELECT trial_date_end FROM hr_version WHERE employee_id = %s ORDER BY date_version"
        return [day for (day,) in self.sql(query, self.employee())]

    def voices(self):
        return self.sql(
            """SELECT v.side, v.score, u.login FROM marketing_probation_voice v JOIN res_users u ON u.id = v.user_id
                WHERE v.employee_id = %s ORDER BY v.side DESC""",
            self.employee(),
        )

    def reward(self):
        return self.sql("SELECT state, amount FROM marketing_referral WHERE employee_id = %s", self.employee())


@pytest.fixture(scope="module")
def served(ground, sample):
    database = copied(ground, sample, "probation")
    execute(ground, database, "UPDATE ir_cron SET nextcall = NOW() + INTERVAL '1 day'")
    with ground.serve(database) as address:
        yield Case(ground, database, address)


def _months_of_results(served):
    """Two months of the probation: the import of earlier results stands for a whole month's work of everybody."""
    hr_manager, manager = (Person(served.address, served.database, login) for login in (HR_MANAGER, GENERAL_MANAGER))
    vals = {"employee_id": served.employee(), "grade": "a"}
    found = hr_manager.ask(
        EARLIER,
        "create",
        [{**vals, "month": str(month), "total": total} for month, total in zip(MONTHS, (92, 96), strict=True)],
    )
    manager.ask(EARLIER, "action_take_over", found)


def test_a_probation_from_the_hire_to_the_reward(browser, served):
    """HR and the direct manager speak and sign, the person is told, the contract follows and the reward is paid."""
    with (
        screen(browser, served.address, OFFICER) as officer,
        screen(browser, served.address, MANAGER) as manager,
    ):
        _hire(officer)
        finished(served.ground, "hire", served.database, NAME, LOGIN, PASSWORD, FIRST)
        _begin(officer)
        assert (served.state(), served.trial_ends()) == ("running", [served.last_day()])
        assert 0 <= (served.last_day() - TODAY).days <= 14
        _refer(officer)
        assert served.reward() == [("pending", 600)]
        _months_of_results(served)
        _speak(manager, 88, "Opened two accounts alone.")
        assert "administration" in manager.text(".o_form_view .alert-info")
        assert served.voices() == [("manager", 88, MANAGER)]
        _reads_no_voice(officer)
        _speak(officer, 92, "In time, and well liked.")
        assert served.voices() == [("manager", 88, MANAGER), ("hr", 92, OFFICER)]
        _propose(manager)
        with screen(browser, served.address, LOGIN) as person:
            _knows_nothing(person)
            _sign_and_tell(officer)
            assert served.state() == "confirmed"
            _reads_the_decision(person)
            assert person.trouble() == []
        with screen(browser, served.address, HR_MANAGER) as hr_manager:
            _make_version(hr_manager)
            assert hr_manager.trouble() == []
        with screen(browser, served.address, REFERRER) as referrer:
            _reads_the_reward(referrer, "To Pay")
            _pay(officer)
            _reads_the_reward(referrer, "Paid")
            assert referrer.trouble() == []
        with screen(browser, served.address, COLLEAGUE) as colleague:
            _sees_nothing(colleague)
        for one in (officer, manager):
            assert one.trouble() == []
    _holds(served)


def _holds(served):
    """What the database has at the end."""
    assert served.reward() == [("paid", 600)]
    assert set(served.trial_ends()) == {served.last_day()}
    grade, score, count = served.sql(
        """SELECT a.grade, a.score, a.months_count FROM marketing_probation_appraisal a
            WHERE a.employee_id = %s AND a.is_published""",
        served.employee(),
    )[0]
    # Half of the mean of the months, a quarter of each voice.
    assert (grade, float(score), count) == ("a", 94 / 2 + (88 + 92) / 4, 2)
    base = served.sql(
        "SELECT performance_pay_base FROM hr_version WHERE employee_id = %s AND date_version = %s",
        served.employee(),
        served.last_day() + timedelta(days=1),
    )
    assert [float(amount) for (amount,) in base] == [3000]
    done = served.sql(
        """SELECT u.login FROM mail_activity a JOIN res_users u ON u.id = a.user_id
                JOIN marketing_probation_appraisal p ON p.id = a.res_id
            WHERE a.res_model = 'marketing.probation.appraisal' AND p.employee_id = %s""",
        served.employee(),
    )
    assert done == [(OFFICER,)]


def _pick(person, field, text):
    """Choose a record in a field of the form."""
    box = person.page.locator(f".o_form_view [name={field}] input").first
    box.fill(text)
    person.page.locator(f".o-autocomplete--dropdown-item:has-text('{text}')").first.click()
    person.settle()


def _save(person):
    person.page.locator(".o_form_button_save").click()
    person.settle()
    assert person.trouble() == []


def _hire(officer):
    officer.open("employees/new")
    officer.page.locator(".o_form_view [name=name] input, .o_form_view [name=name] textarea").first.fill(NAME)
    _pick(officer, "department_id", "East Sales")
    _pick(officer, "job_id", "Salesperson")
    _pick(officer, "parent_id", "Zou Kaiwen")
    _save(officer)


def _begin(officer):
    """From the employee, by the button."""
    officer.open("employees")
    officer.page.locator(f".o_kanban_record:has-text('{NAME}'), .o_data_row:has-text('{NAME}')").first.click()
    officer.page.wait_for_selector(".o_form_view .o_form_sheet")
    officer.settle()
    # With so many buttons the last ones stand in a menu.
    officer.page.locator(".o-form-buttonbox button:has-text('More'), .o_button_more").first.click()
    officer.page.locator("button[name=action_open_marketing_probation]").click()
    officer.page.wait_for_selector(".o_form_view [name=months] input")
    officer.settle()
    _save(officer)
    officer.click("Begin", ".o_statusbar_buttons")
    officer.page.wait_for_selector(".o_arrow_button_current:has-text('Running')")


def _refer(officer):
    officer.page.locator("button[name=action_open_referral]").click()
    officer.page.wait_for_selector(".o_form_view [name=referrer_id] input")
    officer.settle()
    _pick(officer, "referrer_id", "Jiang Haoran")
    officer.page.locator("[name=amount] input").fill("600")
    _save(officer)


def _open(person, menu, *texts):
    person.open_menu(f"marketing_appraisal.{menu}")
    row = ".o_data_row" + "".join(f":has-text('{text}')" for text in texts)
    person.page.mouse.move(0, 0)
    person.page.locator(f"{row} td").nth(1).click()
    person.page.wait_for_selector(".o_form_view .o_form_sheet")
    person.settle()


def _dialog(person, button, **texts):
    for name, text in texts.items():
        person.page.locator(f".modal [name={name}] textarea, .modal [name={name}] input").first.fill(text)
    person.page.locator(f".modal footer button:has-text('{button}'):visible").click()
    person.page.wait_for_selector(".modal", state="detached")
    person.settle()


def _speak(person, score, why):
    """From the desk, which says what waits."""
    _open(person, "menu_waiting_probations", NAME, "Give Your Voice")
    person.click("Give My Voice", ".o_statusbar_buttons")
    _dialog(person, "Give", score=str(score), text=why)


def _reads_no_voice(officer):
    _open(officer, "menu_probations", NAME)
    assert "Opened two accounts alone." not in officer.text(".o_form_view")


def _propose(manager):
    _open(manager, "menu_waiting_probations", NAME, "Propose a Decision")
    assert "In time, and well liked." in manager.text(".o_form_view") or _in_tab(manager, "In time, and well liked.")
    manager.click("Propose a Decision", ".o_statusbar_buttons")
    _dialog(manager, "Propose and Sign")
    assert "Still to sign: administration" in manager.text(".o_form_view")


def _in_tab(person, text):
    person.page.locator(".o_notebook_headers a:has-text('Voices')").click()
    person.settle()
    return text in person.text(".o_form_view")


def _knows_nothing(person):
    """The days stand there, and nothing of what the others have said."""
    _open(person, "menu_my_probation", NAME)
    form = person.text(".o_form_view")
    assert "Last Day" in form
    for secret in ("In time", "Opened two", "Still to sign", "Stage"):
        assert secret not in form, secret
    assert not person.page.locator("button[name=action_open_referral]").count()


def _sign_and_tell(officer):
    _open(officer, "menu_waiting_probations", NAME, "Sign the Decision")
    officer.click("Sign the Decision", ".o_statusbar_buttons")
    officer.confirm()
    _open(officer, "menu_waiting_probations", NAME, "Tell the Person")
    officer.click("Tell the Person", ".o_statusbar_buttons")
    officer.confirm()
    officer.page.wait_for_selector(".o_arrow_button_current:has-text('Confirmed')")
    officer.open_menu("marketing_appraisal.menu_waiting_probations")
    assert not officer.page.locator(f".o_data_row:has-text('{NAME}')").count()


def _reads_the_decision(person):
    _open(person, "menu_my_probation", NAME)
    assert "A - Excellent" in person.text(".o_form_view")
    assert _in_tab(person, "Opened two accounts alone.")


def _make_version(hr_manager):
    """With a base performance pay from the day after."""
    hr_manager.open_menu("marketing_appraisal.menu_probations")
    for facet in hr_manager.page.locator(".o_facet_remove").all():
        facet.click()
        hr_manager.settle()
    hr_manager.page.mouse.move(0, 0)
    hr_manager.page.locator(f".o_data_row:has-text('{NAME}') td").nth(1).click()
    hr_manager.page.wait_for_selector(".o_form_view .o_form_sheet")
    hr_manager.settle()
    hr_manager.click("Contract Version", ".o_statusbar_buttons")
    # Letters in an amount are refused, where the usual field would keep the digits before them.
    amount = hr_manager.page.locator(".modal [name=performance_pay_base] input")
    amount.fill("3,0oo")
    amount.press("Tab")
    hr_manager.page.wait_for_selector(".modal [name=performance_pay_base].o_field_invalid")
    _dialog(hr_manager, "Make the Version", performance_pay_base="3000")


def _reads_the_reward(referrer, state):
    referrer.open_menu("marketing_appraisal.menu_my_referrals")
    row = referrer.text(f".o_data_row:has-text('{NAME}')")
    assert "600.00" in row and state in row
    _open(referrer, "menu_my_referrals", NAME)
    assert "600.00" in referrer.page.locator("[name=amount]").inner_text()
    assert not referrer.page.locator("[name=probation_id]").count()


def _pay(officer):
    _open(officer, "menu_referrals", NAME)
    officer.click("Paid", ".o_statusbar_buttons")


def _sees_nothing(colleague):
    for menu in ("menu_my_probation", "menu_my_referrals"):
        colleague.open_menu(f"marketing_appraisal.{menu}")
        assert not colleague.page.locator(".o_data_row").count()
    assert colleague.trouble() == []
