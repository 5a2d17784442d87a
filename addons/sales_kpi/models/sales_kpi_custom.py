from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, format_date, formatLang

from .sales_kpi_measure import SOURCE_CUSTOM

SHOWN = 10
PEOPLE = ("res.users", "hr.employee")
LOGGED = ("create_uid", "write_uid", "create_date", "write_date")
# What says which documents count; whoever changes it answers for it with their own rights.
DEFINITION = {
    "measure", "custom_model_id", "custom_date_field_id", "custom_person_field_id", "custom_value_field_id",
    "custom_domain", "custom_categ_ids", "custom_tag_ids",
}  # fmt: skip
# Documents of a company that name a user or an employee besides who entered them.
COUNTABLE = [
    ("transient", "=", False),
    ("abstract", "=", False),
    ("field_id", "any", [("name", "=", "company_id"), ("store", "=", True)]),
    ("field_id", "any", [("ttype", "in", ("date", "datetime")), ("store", "=", True), ("name", "not in", LOGGED)]),
    (
        "field_id",
        "any",
        [("ttype", "=", "many2one"), ("relation", "in", PEOPLE), ("store", "=", True), ("name", "not in", LOGGED)],
    ),
]


class SalesKpi(models.Model):
    """KPIs that users define: which documents count, on which day, for whom, with which value (R19).

    The documents are those that whoever defined the KPI may read: nobody opens to others, or to
    themselves, what they could not see before.
    """

    _inherit = "sales.kpi"

    custom_model_id = fields.Many2one(
        "ir.model",
        string="Documents",
        ondelete="cascade",
        domain=COUNTABLE,
        help="What is counted or added up, such as orders, opportunities or lines of invoices. Documents belong to a "
        "company, and name a user or an employee.",
    )
    custom_model_name = fields.Char(related="custom_model_id.model", export_string_translation=False)
    custom_date_field_id = fields.Many2one(
        "ir.model.fields",
        string="Day",
        ondelete="cascade",
        domain="[('model_id', '=', custom_model_id), ('store', '=', True), ('ttype', 'in', ('date', 'datetime'))]",
        help="In which month a document counts.",
    )
    custom_person_field_id = fields.Many2one(
        "ir.model.fields",
        string="For Whom",
        ondelete="cascade",
        domain="[('model_id', '=', custom_model_id), ('store', '=', True), ('ttype', '=', 'many2one'),"
        f" ('relation', 'in', {PEOPLE})]",
        help="The salesperson or employee of a document.",
    )
    custom_value_field_id = fields.Many2one(
        "ir.model.fields",
        string="Value",
        ondelete="cascade",
        domain="[('model_id', '=', custom_model_id), ('store', '=', True),"
        " ('ttype', 'in', ('monetary', 'float', 'integer'))]",
        help="What is added up. Empty: documents are counted.",
    )
    custom_domain = fields.Char(string="Only Those", default="[]", help="Which of the documents count.")
    custom_categ_ids = fields.Many2many(
        "product.category",
        string="Product Categories",
        help="Only documents of a product in one of these, for kinds of documents that name a product.",
    )
    custom_tag_ids = fields.Many2many(
        "res.partner.category", string="Customer Tags", help="Only documents of customers with one of these tags."
    )
    custom_definer_id = fields.Many2one(
        "res.users",
        string="Defined By",
        readonly=True,
        copy=False,
        help="The documents that count are those that this user may read.",
    )
    custom_count = fields.Integer(string="Documents Now", compute="_compute_custom_preview")
    custom_preview = fields.Text(string="Such As", compute="_compute_custom_preview")

    @api.model_create_multi
    def create(self, vals_list):
        kpis = super().create(vals_list)
        kpis.filtered(lambda kpi: kpi.measure == "custom")._set_definer()
        return kpis

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & DEFINITION:
            self.filtered(lambda kpi: kpi.measure == "custom")._set_definer()
        return result

    @api.onchange("custom_model_id")
    def _onchange_custom_model_id(self):
        """Fields and conditions of other documents mean nothing here."""
        for name in ("custom_date_field_id", "custom_person_field_id", "custom_value_field_id"):
            if self[name].model_id != self.custom_model_id:
                self[name] = False
        if self._origin.custom_model_id != self.custom_model_id:
            self.custom_domain = "[]"

    def _set_definer(self):
        self.write({"custom_definer_id": self.env.uid})

    # ------------------------------------------------------------------ checking

    @api.constrains(*DEFINITION)
    def _check_custom(self):
        for kpi in self.filtered(lambda kpi: kpi.measure == "custom"):
            kpi._check_custom_fields()
            kpi._get_custom_domain(raising=True)

    def _check_custom_fields(self):
        # Constraints run as superuser; what counts are the rights of whoever defines the KPI.
        model = self.env.get(self.custom_model_id.sudo().model)
        if model is not None:
            model = model.with_user(self.env.user)
        if model is None or not self.custom_date_field_id or not self.custom_person_field_id:
            raise ValidationError(
                self.env._(
                    "%(kpi)s needs documents, the field with the day and the field with the person.", kpi=self.name
                )
            )
        if not model._auto or "company_id" not in model._fields or not model._fields["company_id"].store:
            raise ValidationError(
                self.env._(
                    "“%(model)s” cannot be counted: it does not belong to a company.", model=self.custom_model_id.name
                )
            )
        if self.custom_person_field_id.sudo().relation not in PEOPLE:
            raise ValidationError(
                self.env._(
                    "“%(field)s” names no user and no employee, so it does not tell whose a document is.",
                    field=self.custom_person_field_id.sudo().field_description,
                )
            )
        model.check_access("read")
        for field in (self.custom_date_field_id, self.custom_person_field_id, self.custom_value_field_id):
            if not field:
                continue
            found = model._fields.get(field.sudo().name)
            if field.sudo().model_id != self.custom_model_id or not found or not found.store:
                raise ValidationError(
                    self.env._(
                        "“%(field)s” is no stored field of these documents.", field=field.sudo().field_description
                    )
                )
            if not model._has_field_access(found, "read"):
                raise AccessError(
                    self.env._("You may not read “%(field)s” yourself.", field=field.sudo().field_description)
                )

    def _get_custom_domain(self, raising=False):
        """Return the domain of the documents that count.

        :param raising: say what is wrong with it; otherwise one that is wrong lets nothing through
        """
        self.ensure_one()
        model = self.env[self.custom_model_id.sudo().model]
        try:
            conditions = literal_eval(self.custom_domain or "[]")
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            if raising:
                raise ValidationError(
                    self.env._("The condition of %(kpi)s is no list of conditions.", kpi=self.name)
                ) from None
            return Domain.FALSE
        try:
            domain = Domain(conditions)
            domain.validate(model)
            # A text where a number or a day is meant shows only when the query is made.
            model.sudo()._search(domain)
        except (ValueError, TypeError, KeyError) as error:
            if raising:
                raise ValidationError(
                    self.env._("The condition of %(kpi)s cannot be read: %(error)s", kpi=self.name, error=error)
                ) from None
            return Domain.FALSE
        if self.custom_categ_ids:
            if "product_id" not in model._fields:
                raise ValidationError(self.env._("These documents name no product, so they have no category."))
            domain &= Domain("product_id.categ_id", "child_of", self.custom_categ_ids.ids)
        if self.custom_tag_ids:
            if "partner_id" not in model._fields:
                raise ValidationError(self.env._("These documents name no customer, so they have no tag."))
            domain &= Domain("partner_id.category_id", "in", self.custom_tag_ids.ids)
        return domain

    # ------------------------------------------------------------------ reading

    def _get_custom_documents(self):
        """Return the model of the documents, as whoever defined the KPI reads it in all their companies."""
        definer = self.custom_definer_id or self.env.user
        model = self.env[self.custom_model_id.sudo().model].with_user(definer)
        return model.with_context(allowed_company_ids=definer.company_ids.ids, active_test=True, kpi_bounds=None)

    def _get_custom_facts(self, scope):
        """One row a document that the definer may read."""
        self.ensure_one()
        model = self._get_custom_documents()
        try:
            query = model._search(self._get_custom_domain())
        except AccessError:
            # Whoever defined it may not read the documents any more.
            query = model.sudo()._search(Domain.FALSE)
        day_field, person_field, value_field = (
            field.sudo().name
            for field in (self.custom_date_field_id, self.custom_person_field_id, self.custom_value_field_id)
        )
        alias = query.table
        raw_day = model._field_to_sql(alias, day_field, query)
        company = model._field_to_sql(alias, "company_id", query)
        is_moment = model._fields[day_field].type == "datetime"
        person = model._field_to_sql(alias, person_field, query)
        query.add_where((scope.moments if is_moment else scope.rows)(raw_day, company))
        rows = query.select(
            SQL("%s AS id", SQL.identifier(alias, "id")),
            SQL("%s AS company_id", company),
            SQL("%s AS person_id", person),
            SQL("%s AS day", raw_day),
            SQL("%s AS name", self._get_custom_name(model, alias, query)),
            SQL("%s AS value", self._get_custom_value(model, alias, value_field, query)),
        )
        by_user = model._fields[person_field].comodel_name == "res.users"
        return SQL(
            """
            SELECT %(source)s AS source, d.id::bigint AS row_id, %(model)s AS res_model, d.id AS res_id, d.company_id,
                   e.id AS employee_id, %(day)s AS date, d.value AS numerator, 0::numeric AS denominator,
                   COALESCE(d.name, %(name)s || ' ' || d.id) AS label
              FROM (%(rows)s) d
              JOIN res_company rc ON rc.id = d.company_id
         LEFT JOIN resource_calendar c ON c.id = rc.resource_calendar_id
         LEFT JOIN hr_employee e ON e.company_id = d.company_id AND %(is_theirs)s
             WHERE d.day IS NOT NULL
            """,
            source=SOURCE_CUSTOM,
            model=model._name,
            name=self.custom_model_id.sudo().name,
            rows=rows,
            day=SQL("(d.day AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(c.tz, 'UTC'))::date")
            if is_moment
            else SQL("d.day"),
            is_theirs=SQL("e.user_id = d.person_id") if by_user else SQL("e.id = d.person_id"),
        )

    def _get_custom_name(self, model, alias, query):
        """Return the SQL of what a document is called, or NULL where its name is not stored as a text."""
        field = model._fields.get(model._rec_name or "")
        if (
            not field
            or not field.store
            or not model._has_field_access(field, "read")
            or field.type not in ("char", "text")
            or field.translate
        ):
            return SQL("NULL::text")
        return SQL("%s::text", model._field_to_sql(alias, field.name, query))

    def _get_custom_value(self, model, alias, name, query):
        """Return the SQL of the value: one a document, a number, or money in the company's currency of the day."""
        if not name:
            return SQL("1::numeric")
        value = SQL("COALESCE(%s, 0)::numeric", model._field_to_sql(alias, name, query))
        field = model._fields[name]
        currency_name = field.type == "monetary" and field.get_currency_field(model)
        currency = currency_name and model._fields.get(currency_name)
        if not currency or not currency.store or currency_name == "company_currency_id":
            return value
        return SQL(
            """
            ROUND(%(value)s / COALESCE((SELECT r.rate FROM res_currency_rate r
                                    JOIN res_company rc ON rc.id = %(company)s
                                   WHERE r.currency_id = %(currency)s AND rc.currency_id != r.currency_id
                                     AND COALESCE(r.company_id, rc.id)
                                         IN (rc.id, SPLIT_PART(rc.parent_path, '/', 1)::int)
                                     AND r.name <= %(day)s
                                ORDER BY r.company_id NULLS LAST, r.name DESC LIMIT 1), 1),
                  (SELECT own.decimal_places FROM res_company rc JOIN res_currency own ON own.id = rc.currency_id
                    WHERE rc.id = %(company)s))
            """,
            value=value,
            company=model._field_to_sql(alias, "company_id", query),
            currency=model._field_to_sql(alias, currency_name, query),
            day=model._field_to_sql(alias, self.custom_date_field_id.sudo().name, query),
        )

    @api.depends(*DEFINITION)
    def _compute_custom_preview(self):
        """Count what matches now, and name ten of it; a definition that is not complete matches nothing."""
        for kpi in self:
            kpi.custom_count, kpi.custom_preview = 0, False
            if kpi.measure != "custom" or not kpi.custom_model_id or not kpi.custom_date_field_id:
                continue
            try:
                domain = kpi._get_custom_domain(raising=True)
                model = kpi.env[kpi.custom_model_id.sudo().model].with_context(kpi_bounds=None)
                kpi.custom_count = model.search_count(domain)
                order = f"{kpi.custom_date_field_id.sudo().name} desc, id desc"
                kpi.custom_preview = "\n".join(
                    map(kpi._describe_document, model.search(domain, limit=SHOWN, order=order))
                )
            except (ValidationError, UserError) as error:
                kpi.custom_preview = str(error)

    def _describe_document(self, document):
        """Say what of a document counts: its name, day, person and value."""
        day, person, value = (
            document[field.sudo().name] if field else None
            for field in (self.custom_date_field_id, self.custom_person_field_id, self.custom_value_field_id)
        )
        words = [
            document.display_name,
            format_date(self.env, day) if day else self.env._("no day"),
            person.display_name if person else self.env._("of nobody"),
        ]
        return " · ".join(words if value is None else [*words, formatLang(self.env, value, digits=2)])

    def action_open_custom(self):
        """Open the documents that match now."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self.custom_model_id.sudo().model,
            "views": [(False, "list"), (False, "form")],
            "domain": list(self._get_custom_domain(raising=True)),
        }
