"""What is measured, and plain SQL that gives the same figures from the same rows.

The plain statements are what somebody would write by hand for this company and these documents: people as
they sat on the day, documents summed, quotas beside them. They import nothing of ours and both sides must
agree before their times are compared.
"""

from tools.bench.company import TERM

MONTH = "BETWEEN %(first)s AND %(last)s"
YEAR = "BETWEEN DATE_TRUNC('year', %(first)s::date) AND DATE_TRUNC('year', %(first)s::date) + INTERVAL '1 year - 1 day'"
# Whom a document of a user counts for, and where that person sat on a day.
SEATS = """
    LEFT JOIN hr_employee e ON e.user_id = {user} AND e.company_id = {company}
    LEFT JOIN (SELECT employee_id, appraiser_id, department_id, date_version AS since,
                      LEAD(date_version) OVER (PARTITION BY employee_id ORDER BY date_version) AS until
                 FROM hr_version WHERE active) v
           ON v.employee_id = e.id AND {day} >= v.since AND ({day} < v.until OR v.until IS NULL)
    LEFT JOIN hr_department d ON d.id = v.department_id
"""
INVOICED = """
    SELECT e.id AS employee, v.appraiser_id AS appraiser, d.branch_id AS branch,
           DATE_TRUNC('month', m.invoice_date)::date AS month, SUM(m.amount_untaxed_signed) AS done
      FROM account_move m {seats}
     WHERE m.state = 'posted' AND m.move_type IN ('out_invoice', 'out_refund') AND m.invoice_date {days}
  GROUP BY 1, 2, 3, 4
"""
COLLECTED = """
    SELECT e.id AS employee, v.appraiser_id AS appraiser, d.branch_id AS branch,
           DATE_TRUNC('month', m.date)::date AS month, SUM(r.amount) AS done
      FROM account_move m
      JOIN account_move_line l ON l.move_id = m.id
      JOIN account_account a ON a.id = l.account_id AND a.account_type = 'asset_receivable'
      JOIN account_partial_reconcile r ON r.credit_move_id = l.id
      JOIN account_move_line o ON o.id = r.debit_move_id
      JOIN account_move i ON i.id = o.move_id {seats}
     WHERE m.state = 'posted' AND m.move_type = 'entry' AND m.date {days}
  GROUP BY 1, 2, 3, 4
"""
NEW_CUSTOMERS = """
    SELECT e.id AS employee, v.appraiser_id AS appraiser, d.branch_id AS branch,
           DATE_TRUNC('month', m.date_order)::date AS month, COUNT(*) AS done
      FROM (SELECT DISTINCT ON (p.commercial_partner_id) s.user_id, s.date_order, s.company_id
              FROM sale_order s
              JOIN res_partner p ON p.id = s.partner_id
             WHERE s.state = 'sale' AND s.date_order < %(last)s::date + 1
          ORDER BY p.commercial_partner_id, s.date_order, s.id) m {seats}
     WHERE m.date_order >= %(first)s
  GROUP BY 1, 2, 3, 4
"""
QUOTAS = """
    SELECT l.employee_id AS employee, v.appraiser_id AS appraiser, d.branch_id AS branch, l.month,
           SUM(l.amount) AS planned
      FROM sales_quota_line l
 LEFT JOIN hr_version v ON v.employee_id = l.employee_id AND v.active
 LEFT JOIN hr_department d ON d.id = v.department_id
     WHERE l.state = 'approved' AND l.month {days} AND l.kpi_id = (SELECT id FROM sales_kpi WHERE code = '{code}')
  GROUP BY 1, 2, 3, 4
"""
ORDERED = """
    SELECT e.id AS employee, v.appraiser_id AS appraiser, d.branch_id AS branch,
           DATE_TRUNC('month', m.date_order)::date AS month, SUM(m.amount_untaxed / m.currency_rate) AS done
      FROM sale_order m {seats}
     WHERE m.state = 'sale' AND m.date_order >= %(first)s AND m.date_order < %(last)s::date + 1
  GROUP BY 1, 2, 3, 4
"""
# Each late day of a month, from the end of the term to the day on which the last receipt came.
LATE_DAYS = """
    SELECT e.id, %(first)s, SUM(LEAST(p.paid, %(last)s) - GREATEST(i.invoice_date + {after}, %(first)s) + 1), 0
      FROM account_move i
      JOIN (SELECT l.move_id, MAX(o.date) AS paid
              FROM account_partial_reconcile r
              JOIN account_move_line o ON o.id = r.credit_move_id
              JOIN account_move_line l ON l.id = r.debit_move_id
          GROUP BY 1 HAVING MAX(o.date) >= %(first)s) p ON p.move_id = i.id
 LEFT JOIN hr_employee e ON e.user_id = i.invoice_user_id AND e.company_id = i.company_id
     WHERE i.state = 'posted' AND i.move_type = 'out_invoice' AND i.invoice_date + {after} <= %(last)s
       AND p.paid >= i.invoice_date + {after}
  GROUP BY 1
"""
# Who of a team reached the plan, of those who have one.
ATTAINED = """
    SELECT v.appraiser_id, %(first)s, COUNT(*) FILTER (WHERE m.done >= m.planned), COUNT(*)
      FROM (SELECT employee, SUM(done) AS done, SUM(planned) AS planned
              FROM (SELECT employee, done, 0 AS planned FROM ({done}) done
                     UNION ALL
                    SELECT employee, 0, planned FROM ({planned}) planned) both_sides
          GROUP BY 1 HAVING SUM(planned) > 0) m
      JOIN hr_version v ON v.employee_id = m.employee AND v.active AND v.appraiser_id IS NOT NULL
  GROUP BY 1
"""
# What is planned and what was done, side by side.
BOTH = """
    SELECT MIN(e.name), month, SUM(done), SUM(planned)
      FROM (SELECT employee, appraiser, branch, month, done, 0 AS planned FROM ({done}) done
             UNION ALL
            SELECT employee, appraiser, branch, month, 0, planned FROM ({planned}) planned) both_sides
 LEFT JOIN hr_employee e ON e.id = employee
  GROUP BY employee, appraiser, branch, month
  ORDER BY 2, 1 {limit}
"""
PAGE_SIZE = 80


def _documents(documents, day, user="m.invoice_user_id", days=MONTH):
    return documents.format(seats=SEATS.format(user=user, company="m.company_id", day=day), days=days)


def _plain(documents, code, day, user="m.invoice_user_id", days=MONTH, limit=""):
    done = _documents(documents, day, user, days)
    return BOTH.format(done=done, planned=QUOTAS.format(days=days, code=code), limit=limit)


SALES = {"documents": INVOICED, "code": "plan_completion", "day": "m.invoice_date"}
# (what, how ours is run, the plain statement)
PLAIN = [
    ("Sales of a month, everybody", "plan_completion", _plain(**SALES)),
    ("Sales by orders of a month, everybody", "orders", _plain(ORDERED, "orders", "m.date_order", user="m.user_id")),
    ("Result of branches and company of a month", "company_result", _plain(**SALES)),
    ("Team attainment of a month, everybody", "team_attainment", ATTAINED.format(
        done=_documents(INVOICED, "m.invoice_date"), planned=QUOTAS.format(days=MONTH, code="plan_completion"))),
    ("Collections of a month, everybody", "collection",
     _plain(COLLECTED, "collection", "m.date", user="i.invoice_user_id")),
    ("New customers of a month, everybody", "new_customers",
     _plain(NEW_CUSTOMERS, "new_customers", "m.date_order", user="m.user_id")),
    ("Days paid late in a month, everybody", "days_late", LATE_DAYS.format(after=TERM + 1)),
    ("Live figures: first page of a month", "page", _plain(**SALES, limit=f"LIMIT {PAGE_SIZE}")),
    ("Live figures: people by months of a year", "pivot", _plain(**SALES, days=YEAR)),
]  # fmt: skip


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
        """Compute one thing as the screens and results do, and return its two totals: done and planned."""
        self.env.invalidate_all()
        report = self.env["sales.kpi.report"]
        domain = [("kpi_id", "=", self.env["sales.kpi"].search([("code", "=", "plan_completion")]).id)]
        if what == "page":
            rows = report.search_fetch(
                [*domain, ("month", "=", self.first)], ["numerator", "denominator"], limit=PAGE_SIZE
            )
            return sum(rows.mapped("numerator")), sum(rows.mapped("denominator"))
        if what == "pivot":
            days = [("month", ">=", self.first.replace(month=1)), ("month", "<=", self.first.replace(month=12))]
            groups = report._read_group(
                domain + days, ["employee_id", "month:month"], ["numerator:sum", "denominator:sum"]
            )
            return sum(group[2] for group in groups), sum(group[3] for group in groups)
        kpi = self.env["sales.kpi"].search([("code", "=", what)])
        total = kpi._get_measure_tables(self.first, self.last, self.company)[kpi].of_company()
        return total.numerator, total.denominator

    def plain(self, statement):
        """Run a plain statement and return the same two totals."""
        self.env.cr.execute(statement, {"first": self.first, "last": self.last})
        rows = self.env.cr.fetchall()
        return sum(row[2] for row in rows), sum(row[3] for row in rows)
