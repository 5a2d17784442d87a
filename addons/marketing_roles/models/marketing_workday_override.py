from datetime import datetime, time, timedelta

from pytz import UTC, timezone

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MarketingWorkdayOverride(models.Model):
    """Public holidays and make-up working days of one company (R32).

    A holiday also becomes a public holiday of Odoo's own working hours, so that
    time off and planning agree with it. Make-up days have no place in Odoo's
    calendars; they live here only.
    """

    _name = "marketing.workday.override"
    _description = "Holiday or Make-up Working Day"
    _inherit = ["marketing.working.days.mixin"]
    _order = "date_from desc, company_id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        [("holiday", "Public holiday"), ("working", "Make-up working day")],
        required=True,
        default="holiday",
        help="A make-up day is worked although it falls on a weekend or holiday.",
    )
    date_from = fields.Date(string="From", required=True, index=True)
    date_to = fields.Date(
        string="To", compute="_compute_date_to", store=True, readonly=False, required=True, precompute=True
    )
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    day_count = fields.Integer(string="Days", compute="_compute_day_count")
    calendar_leave_id = fields.Many2one(
        "resource.calendar.leaves", string="Public Holiday in Odoo", readonly=True, copy=False, ondelete="set null"
    )

    _dates_in_order = models.Constraint("CHECK(date_from <= date_to)", "The last day cannot come before the first.")

    @api.depends("date_from")
    def _compute_date_to(self):
        for override in self:
            if override.date_from and (not override.date_to or override.date_to < override.date_from):
                override.date_to = override.date_from

    @api.depends("date_from", "date_to")
    def _compute_day_count(self):
        for override in self:
            both = override.date_from and override.date_to
            override.day_count = (override.date_to - override.date_from).days + 1 if both else 0

    @api.constrains("date_from", "date_to", "company_id")
    def _check_no_overlap(self):
        for override in self:
            other = self.search(
                [
                    ("id", "!=", override.id),
                    ("company_id", "=", override.company_id.id),
                    ("date_from", "<=", override.date_to),
                    ("date_to", ">=", override.date_from),
                ],
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "%(name)s (%(first)s to %(last)s) overlaps %(other)s, which covers %(from)s to %(to)s.",
                        **{
                            "name": override.name,
                            "first": override.date_from,
                            "last": override.date_to,
                            "other": other.name,
                            "from": other.date_from,
                            "to": other.date_to,
                        },
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        overrides = super().create(vals_list)
        overrides._sync_public_holidays()
        return overrides

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"name", "kind", "date_from", "date_to", "company_id"}:
            self._sync_public_holidays()
        return result

    def unlink(self):
        leaves = self.sudo().calendar_leave_id
        result = super().unlink()
        leaves.unlink()
        return result

    def _sync_public_holidays(self):
        """Keep Odoo's public holidays the same as the holidays entered here."""
        for override in self.sudo():
            if override.kind == "working":
                override.calendar_leave_id.unlink()
                continue
            vals = override._prepare_calendar_leave_vals()
            if override.calendar_leave_id:
                override.calendar_leave_id.write(vals)
            else:
                override.calendar_leave_id = self.env["resource.calendar.leaves"].sudo().create(vals)

    def _prepare_calendar_leave_vals(self):
        self.ensure_one()
        zone = timezone(self.company_id.resource_calendar_id.tz or "UTC")
        start = zone.localize(datetime.combine(self.date_from, time.min)).astimezone(UTC)
        end = zone.localize(datetime.combine(self.date_to, time(23, 59, 59))).astimezone(UTC)
        return {
            "name": self.name,
            "company_id": self.company_id.id,
            "calendar_id": False,
            "resource_id": False,
            "date_from": start.replace(tzinfo=None),
            "date_to": end.replace(tzinfo=None),
        }

    def _get_days(self):
        """Return the set of dates that the records cover."""
        return {
            override.date_from + timedelta(days=offset) for override in self for offset in range(override.day_count)
        }

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Template: holidays and make-up days"),
                "template": "/marketing_roles/static/import/holidays.csv",
            }
        ]
