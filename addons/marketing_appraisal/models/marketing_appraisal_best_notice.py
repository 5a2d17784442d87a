from markupsafe import Markup

from odoo import api, fields, models

from .marketing_appraisal_best import GENERAL_MANAGER, HR_MANAGER


class MarketingAppraisalBestNotice(models.Model):
    """What everybody in the company may read of an announcement: month, person, reason and photo (R29, R29d).

    It is a model of its own, without a way from here to the decision: total, grade and candidates are not
    hidden on it, they are not there. The bonus is told to its person and to those who read the decision.
    """

    _name = "marketing.appraisal.best.notice"
    _description = "Notice of the Employee of the Month"
    _order = "date_from desc, id desc"

    period_id = fields.Many2one("marketing.appraisal.period", required=True, readonly=True, ondelete="restrict")
    date_from = fields.Date(related="period_id.date_from", store=True, precompute=True)
    company_id = fields.Many2one(related="period_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    employee_id = fields.Many2one("hr.employee", readonly=True, index="btree_not_null", ondelete="restrict")
    photo = fields.Image(string="Photo", related="employee_id.avatar_128")
    reason = fields.Text(required=True, readonly=True)
    announced_by_id = fields.Many2one("res.users", readonly=True, default=lambda self: self.env.user)
    announced_date = fields.Date(string="Announced On", readonly=True, default=fields.Date.context_today)
    bonus = fields.Monetary(compute="_compute_bonus")

    _period_uniq = models.Constraint("unique(period_id)", "The month is announced already.")

    @api.depends_context("lang")
    @api.depends("period_id", "employee_id")
    def _compute_display_name(self):
        for notice in self:
            notice.display_name = notice._get_headline()

    def _get_headline(self):
        self.ensure_one()
        words = {"period": self.period_id.name, "name": self.employee_id.sudo().name}
        if not self.employee_id:
            return self.env._("Employee of the month %(period)s: nobody", **words)
        return self.env._("Employee of the month %(period)s: %(name)s", **words)

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
        """Tell the whole company: month, person and reason, never a figure."""
        for notice in self:
            notice._send(lambda one: (one._get_headline(), one.reason))

    def _tell_withdrawal(self):
        """Tell those who were told that it does not hold any more, not why."""
        for notice in self:
            notice._send(
                lambda one: (
                    one.env._("Employee of the month %(period)s: withdrawn", period=one.period_id.name),
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
