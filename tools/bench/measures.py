"""What is measured, and plain SQL that adds up the same rows."""

MONTH = "BETWEEN %(first)s AND %(last)s"
QUOTAS = """
    SELECT employee_id, SUM(amount) FROM sales_quota_line
     WHERE state = 'approved' AND month = %(first)s
       AND kpi_id = (SELECT id FROM sales_kpi WHERE code = '{code}') GROUP BY 1
"""
SALES = """
    SELECT e.id, SUM(m.amount_untaxed_signed) FROM account_move m
      LEFT JOIN hr_employee e ON e.user_id = m.invoice_user_id AND e.company_id = m.company_id
     WHERE m.state = 'posted' AND m.move_type IN ('out_invoice', 'out_refund') AND m.invoice_date {month} GROUP BY 1
"""
COLLECTED = """
    SELECT e.id, SUM(r.amount) FROM account_move m
      JOIN account_move_line l ON l.move_id = m.id
      JOIN account_account a ON a.id = l.account_id AND a.account_type = 'asset_receivable'
      JOIN account_partial_reconcile r ON r.credit_move_id = l.id
      JOIN account_move_line d ON d.id = r.debit_move_id
      JOIN account_move i ON i.id = d.move_id
      LEFT JOIN hr_employee e ON e.user_id = i.invoice_user_id AND e.company_id = m.company_id
     WHERE m.state = 'posted' AND m.move_type = 'entry' AND m.date {month} GROUP BY 1
"""
NEW_CUSTOMERS = """
    SELECT e.id, COUNT(*)
      FROM (SELECT DISTINCT ON (p.commercial_partner_id) s.user_id, s.date_order, s.company_id FROM sale_order s
              JOIN res_partner p ON p.id = s.partner_id
             WHERE s.state = 'sale' AND s.date_order < %(last)s::date + 1
          ORDER BY p.commercial_partner_id, s.date_order, s.id) o
      LEFT JOIN hr_employee e ON e.user_id = o.user_id AND e.company_id = o.company_id
     WHERE o.date_order >= %(first)s GROUP BY 1
"""
PAGE = """
    SELECT e.id, SUM(m.amount_untaxed_signed) FROM account_move m
      LEFT JOIN hr_employee e ON e.user_id = m.invoice_user_id AND e.company_id = m.company_id
     WHERE m.state = 'posted' AND m.move_type IN ('out_invoice', 'out_refund') AND m.invoice_date {month}
     GROUP BY 1 ORDER BY 1 LIMIT 80
"""
PIVOT = """
    SELECT e.id, DATE_TRUNC('month', m.invoice_date), SUM(m.amount_untaxed_signed) FROM account_move m
      LEFT JOIN hr_employee e ON e.user_id = m.invoice_user_id AND e.company_id = m.company_id
     WHERE m.state = 'posted' AND m.move_type IN ('out_invoice', 'out_refund') GROUP BY 1, 2
"""
ALL_QUOTAS = """
    SELECT employee_id, month, SUM(amount) FROM sales_quota_line
     WHERE state = 'approved' AND kpi_id = (SELECT id FROM sales_kpi WHERE code = 'plan_completion') GROUP BY 1, 2
"""


def _both(documents, code):
    return [documents.format(month=MONTH), QUOTAS.format(code=code)]


# (what, how ours is run, the plain statements)
PLAIN = [
    ("Sales of a month, everybody", "plan_completion", _both(SALES, "plan_completion")),
    ("Collections of a month, everybody", "collection", _both(COLLECTED, "collection")),
    ("New customers of a month, everybody", "new_customers", _both(NEW_CUSTOMERS, "new_customers")),
    ("Live figures: first page of a month", "page", _both(PAGE, "plan_completion")),
    ("Live figures: people by months of a year", "pivot", [PIVOT, ALL_QUOTAS]),
]


class Figures:
    """Runs both sides for one month."""

    def __init__(self, env, first, last):
        self.env, self.first, self.last = env, first, last
        self.company = env.company
        # Collections carry over from the month before, as it was closed.
        before = env["sales.kpi.closing"].search([], limit=1)
        if before:
            before.sudo().row_ids.unlink()
            before.sudo().write({"state": "open"})
        closing = before or env["sales.kpi.closing"].create({"month": first.replace(month=first.month - 1)})
        closing.action_close()
        env.flush_all()

    def run(self, what):
        """Compute one thing as the screens and results do."""
        self.env.invalidate_all()
        report = self.env["sales.kpi.report"]
        domain = [("kpi_id.code", "=", "plan_completion"), ("kpi_id.measure", "=", "sales")]
        if what == "page":
            rows = report.search_fetch([*domain, ("month", "=", self.first)], ["numerator", "denominator"], limit=80)
            return rows.mapped("numerator")
        if what == "pivot":
            return report._read_group(domain, ["employee_id", "month:month"], ["numerator:sum", "denominator:sum"])
        kpi = self.env["sales.kpi"].search([("code", "=", what)])
        return kpi._get_measure_tables(self.first, self.last, self.company)

    def plain(self, statements):
        """Run the plain statements and fetch what they give."""
        for statement in statements:
            self.env.cr.execute(statement, {"first": self.first, "last": self.last})
            self.env.cr.fetchall()
