from odoo import api, fields, models


class MarketingDatedAppraiserMixin(models.AbstractModel):
    """A record about an employee that is read by whoever was their appraiser on its date.

    The appraiser is stored, so that record rules need no history; it follows when the
    history is corrected (see hr.version).
    """

    _name = "marketing.dated.appraiser.mixin"
    _description = "Record Read by the Appraiser of Its Date"

    # Name of the date field on which the appraiser is looked up.
    _appraiser_date = None

    appraiser_id = fields.Many2one(
        "hr.employee",
        compute="_compute_appraiser_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="The appraiser of the employee on the date of the record.",
    )

    @api.depends(lambda self: ("employee_id", self._appraiser_date) if self._appraiser_date else ("employee_id",))
    def _compute_appraiser_id(self):
        positions = self.env["marketing.dated.position"].sudo()
        dated = self.filtered(lambda record: record.employee_id and record[record._appraiser_date])
        by_employee = {}
        if dated:
            days = dated.mapped(self._appraiser_date)
            by_employee = positions.search(
                [
                    ("employee_id", "in", dated.employee_id.ids),
                    ("date_from", "<=", max(days)),
                    ("date_to", ">", min(days)),
                ]
            ).grouped("employee_id")
        for record in self:
            day = record[record._appraiser_date] if record in dated else None
            found = by_employee.get(record.employee_id, positions) if day else positions
            record.appraiser_id = found.filtered(
                lambda position, day=day: position.date_from <= day < position.date_to
            ).appraiser_id[:1]

    @api.model
    def _refresh_appraisers(self, employees):
        """Look the appraisers of some employees up anew, on every kind of record that keeps one."""
        for name in self.pool.descendants([self._name], "_inherit"):
            model = self.env[name]
            if not model._abstract:
                records = model.sudo().with_context(active_test=False).search([("employee_id", "in", employees.ids)])
                self.env.add_to_compute(model._fields["appraiser_id"], records)
