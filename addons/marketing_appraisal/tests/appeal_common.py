from datetime import date

from odoo import Command
from odoo.tests import freeze_time

from .common import MarketingAppraisalCase

PUBLISHED = "2026-10-09 04:00:00"
# A Monday within the days of an appeal, noon in the company.
NOW = "2026-10-12 04:00:00"


class AppealCase(MarketingAppraisalCase):
    """A month that was published on Friday 9 October 2026 in a company in Shanghai."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Whatever the language of the company: days are compared.
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.seller.version_id.performance_pay_base = 3000
        cls.policy.minimum_months = 1
        with freeze_time(PUBLISHED):
            cls.period = cls.published_month()
        cls.case = cls.appraisal_of(cls.period, cls.seller)
        cls.result = cls.case.result_ids
        cls.person = cls.seller.user_id
        cls.Appeal = cls.env["marketing.appraisal.appeal"]

    def upload(self, user, name="letter.pdf"):
        """Return a file as the dialog has it after an upload."""
        model = "marketing.appraisal.appeal.dialog"
        return self.as_user("ir.attachment", user).create({"name": name, "raw": b"scan", "res_model": model})

    def file(self, user=None, result=None, text="Two invoices are missing.", files=(), received=None):
        """File an appeal by the dialog, as a button opens it."""
        user, result = user or self.person, result or self.result
        action = result.with_env(self.env_of(user)).action_ask_appeal()
        return self.confirm(action, user, text=text, attachment_ids=[Command.set([one.id for one in files])],
                            received_date=received)  # fmt: skip

    def env_of(self, user):
        return self.as_user("res.users", user).with_context(lang="en_US").env

    def confirm(self, action, user, **vals):
        dialog = self.env_of(user)[action["res_model"]].with_context(**action["context"]).create(vals)
        done = dialog.action_confirm()
        return self.Appeal.browse(done["res_id"]) if done.get("res_id") else dialog.appeal_id.with_env(self.env)

    def do(self, appeal, operation, user, **vals):
        """Press a button of an appeal and fill in its dialog."""
        appeal = appeal.with_env(self.env_of(user))
        return self.confirm(getattr(appeal, f"action_ask_{operation}")(), user, **vals)

    def answer(self, appeal, outcome="dismissed", user=None):
        return self.do(appeal, "answer", user or self.officer, outcome=outcome, text="We looked at it again.")

    def take_further(self, appeal, user=None):
        return self.do(appeal, "further", user or self.person, text="They are still missing.")

    def decide(self, appeal, outcome="dismissed", user=None, **vals):
        meeting = {
            "meeting_date": date(2026, 10, 12),
            "participants": "General manager, HR, the person",
            "minutes": "Everything was looked through.",
        }
        vals = {"outcome": outcome, "text": "The meeting has heard both.", **meeting, **vals}
        return self.do(appeal, "decide", user or self.general_manager, **vals)

    def publish_again(self, behaviour=4):
        """Correct, grade, sign and publish the result that is issued again."""
        self.case.rating_ids.filtered(lambda one: one.kind == "behaviour").score = behaviour
        self.case.with_user(self.officer).action_complete_step()
        self.period.with_user(self.officer).action_grade()
        self.case.with_user(self.general_manager).action_sign()
        self.case.with_user(self.officer).action_publish()
        return self.case.result_ids
