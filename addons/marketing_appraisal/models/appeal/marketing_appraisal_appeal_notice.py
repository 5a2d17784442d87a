from odoo import Command, api, fields, models

from .marketing_appraisal_appeal import ANSWERED, FILED, GENERAL_MANAGER, MEETING, OFFICER


class MarketingAppraisalAppeal(models.Model):
    """Who hears of an appeal: by mail when it moves, by the one reminder a day when something is due.

    Neither holds a score, a text or an outcome: they say that there is something to read, and until when.
    """

    _inherit = "marketing.appraisal.appeal"

    def _tell_filed(self):
        self._mail("filed", self._get_group_users(OFFICER))

    def _tell_answered(self):
        self._mail("answered", self.sudo().user_id)

    def _tell_meeting(self):
        self._mail("meeting", self._get_group_users(GENERAL_MANAGER))

    def _tell_decided(self):
        self._mail("decided", self.sudo().user_id)

    def _get_group_users(self, group):
        """Return the active users of a group in the company, without the person of the appeal."""
        self.ensure_one()
        users = self.env["res.groups"].sudo().env.ref(group).all_user_ids - self.sudo().user_id
        return users.filtered(lambda user: user.active and self.company_id in user.company_ids)

    def _mail(self, name, users):
        """Send a template to users, each in their own language.

        :param str name: filed, answered, meeting or decided
        """
        self.ensure_one()
        template = self.env.ref(f"marketing_appraisal.mail_template_appeal_{name}", raise_if_not_found=False)
        if not template:
            # It is theirs to change, and to delete.
            return
        for lang, readers in users.filtered("partner_id.email").grouped("lang").items():
            # Not filed below the appeal: what is told is a hint at what stands there anyway.
            values = {"model": False, "res_id": False}
            template.sudo().with_context(appeal_reader_lang=lang).send_mail(
                self.id,
                email_layout_xmlid="mail.mail_notification_light",
                email_values={**values, "recipient_ids": [Command.link(one.id) for one in readers.partner_id]},
            )

    @api.model
    def _get_waiting(self):
        """Return {user: (appeals that wait for them, the earliest deadline, id of its period)} of what is due.

        Told is, as with steps, what is due today, tomorrow or since yesterday.
        """
        appeals = self.search([("state", "in", (FILED, ANSWERED, MEETING))], order="deadline, id")
        soon = {one: fields.Date.add(one._get_company_today(), days=1) for one in appeals.company_id}
        groups = {FILED: OFFICER, MEETING: GENERAL_MANAGER}
        found = {}
        for appeal in appeals.filtered(lambda appeal: appeal.deadline <= soon[appeal.company_id]):
            group = groups.get(appeal.state)
            for user in appeal._get_group_users(group) if group else appeal.user_id:
                count, due, period = found.get(user, (0, appeal.deadline, appeal.period_id.id))
                found[user] = count + 1, due, period
        return found


class MarketingAppraisalPeriod(models.Model):
    """Reminding of appeals in the one activity that each person has a day."""

    _inherit = "marketing.appraisal.period"

    @api.model
    def _get_waiting(self):
        """Add how many appeals wait for each person, in the reminder they have anyway."""
        found = super()._get_waiting()
        told = {user: key for key in found for user in key[1]}
        for user, (count, due, period) in self.env["marketing.appraisal.appeal"]._get_waiting().items():
            key = told.get(user, (period, user))
            cases, late, first = found.get(key, (0, 0, due))
            found[key] = cases, late, min(first, due), count
        return found

    @api.model
    def _prepare_reminder(self, user, count, late, due, appeals=0):
        """Say how many appeals wait, beside the appraisals or alone."""
        vals = super()._prepare_reminder(user, count, late, due)
        if not appeals:
            return vals
        env = self.with_context(lang=user.lang).env
        words = env._("Appeals that wait for you: %(count)s", count=appeals)
        return vals | {"summary": f"{vals['summary']}; {words}" if count else words}
