from markupsafe import Markup

from odoo import api, fields, models

from .marketing_appraisal_best import GENERAL_MANAGER, HR_MANAGER


class MarketingAppraisalBestNotice(models.Model):
    """What everybody in the company may read of an announcement: period, person, reason, photo (R29, R29d, R56).

    It is a model of its own, without a way from here to the decision: total, grade and candidates are not
    hidden on it, they are not there. The bonus is told to its person and to those who read the decision.
    """

    _name = "marketing.appraisal.best.notice"
    _description = "Notice of the Employee of the Month or Year"
    _inherit = ["marketing.appraisal.best.mixin"]
    _order = "date_from desc, unit desc, id desc"

    employee_id = fields.Many2one("hr.employee", readonly=True, index="btree_not_null", ondelete="restrict")
    photo = fields.Image(string="Photo", related="employee_id.avatar_128")
    reason = fields.Text(required=True, readonly=True)
    announced_by_id = fields.Many2one("res.users", readonly=True, default=lambda self: self.env.user)
    announced_date = fields.Date(string="Announced On", readonly=True, default=fields.Date.context_today)
    bonus = fields.Monetary(compute="_compute_bonus")

    _unit_uniq = models.UniqueIndex(
        "(period_id, COALESCE(branch_id, 0))", "The month, or the year and unit, is announced already."
    )

    @api.depends_context("lang")
    @api.depends("period_id", "unit_name", "employee_id")
    def _compute_display_name(self):
        for notice in self:
            notice.display_name = notice._get_headline()

    def _get_headline(self):
        self.ensure_one()
        words = {"subject": self._get_subject(), "name": self.employee_id.sudo().name}
        if not self.employee_id:
            return self.env._("%(subject)s: nobody", **words)
        return self.env._("%(subject)s: %(name)s", **words)

    @api.depends_context("uid")
    def _compute_bonus(self):
        """Tell the person their own bonus, and those who read the decision everybody's; to others there is none."""
        reads_all = any(map(self.env.user.has_group, (HR_MANAGER, GENERAL_MANAGER)))
        bests = self.env["marketing.appraisal.best"].sudo().search_fetch([("notice_id", "in", self.ids)], ["bonus"])
        by_notice = {best.notice_id.id: best.bonus for best in bests}
        for notice in self:
            is_mine = notice.sudo().employee_id.user_id == self.env.user
            notice.bonus = by_notice.get(notice.id, 0) if reads_all or is_mine else 0

    # ------------------------------------------------------------------ telling

    def _tell_everybody(self):
        """Tell the whole company: period, person and reason, never a figure."""
        for notice in self:
            notice._send(lambda one: (one._get_headline(), one.reason))

    def _tell_withdrawal(self):
        """Tell those who were told that it does not hold any more, not why."""
        for notice in self:
            notice._send(
                lambda one: (
                    one.env._("%(subject)s: withdrawn", subject=one._get_subject()),
                    one.env._("The announcement does not hold any more."),
                )
            )

    def _send(self, get_words):
        """Post in the channel of everybody in the company's language, or notify each user in their own.

        :param get_words: function that gives (headline, text) of a notice in the language of its environment
        """
        self.ensure_one()
        author = self.env.user.partner_id
        channel = self._find_channel()
        if channel:
            lang = self.company_id.partner_id.lang or self.env.lang
            _subject, body = self._render(get_words, lang)
            channel.message_post(
                body=body, message_type="comment", subtype_xmlid="mail.mt_comment", author_id=author.id
            )
            return
        for lang, users in self._get_readers().grouped("lang").items():
            subject, body = self._render(get_words, lang)
            self.env["mail.thread"].with_context(lang=lang).message_notify(
                partner_ids=users.partner_id.ids, subject=subject, body=body, author_id=author.id
            )

    def _render(self, get_words, lang):
        """Return the subject and the body of a message in a language."""
        headline, text = get_words(self.with_context(lang=lang))
        lines = Markup("<br/>").join(text.splitlines())
        return headline, Markup("<p><b>%s</b></p><p>%s</p>") % (headline, lines)

    def _find_channel(self):
        """Return the channel that everybody of this company and nobody else reads; empty where there is none.

        Odoo's general channel belongs to all companies of a database, so it serves where there is one.
        """
        channel = self.env.ref("mail.channel_all_employees", raise_if_not_found=False)
        none = self.env["discuss.channel"].sudo()
        if not channel or self.env["res.company"].sudo().search_count([], limit=2) > 1:
            return none
        return channel.sudo().filtered("active")

    def _get_readers(self):
        """Return the users of the company's employees."""
        employees = self.env["hr.employee"].sudo().search_fetch(
            [("company_id", "=", self.company_id.id), ("user_id.active", "=", True)], ["user_id"]
        )  # fmt: skip
        return employees.user_id
