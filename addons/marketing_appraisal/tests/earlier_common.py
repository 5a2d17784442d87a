from contextlib import contextmanager

from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from .common import MarketingAppraisalCase

FIELDS = ["person", "month", "total", "grade", "points", "rank", "note"]
OPTIONS = {"quoting": '"', "separator": ",", "has_headers": True, "float_decimal_separator": ".", "encoding": "utf-8"}


class EarlierResultCase(MarketingAppraisalCase):
    """R72: results from before the installation are imported, marked as imported, and count like the others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = cls.env["marketing.appraisal.earlier.result"]

    def enter(self, month=1, total=95, grade="a", who=None, user=None, **vals):
        rows = self.as_user(self.rows._name, user or self.hr_manager)
        return rows.create(
            {
                "employee_id": (who or self.seller).id,
                "month": f"2025-{month:02}-17",
                "total": total,
                "grade": grade,
                **vals,
            }
        )

    def take_over(self, rows, user=None):
        rows.with_user(user or self.general_manager).action_take_over()
        return rows.result_id

    def load(self, text, user=None, dryrun=False):
        """Import a CSV file as Odoo's own import does."""
        importer = self.as_user("base_import.import", user or self.hr_manager).create(
            {"res_model": self.rows._name, "file": text.encode(), "file_type": "text/csv", "file_name": "x.csv"}
        )
        return importer.execute_import(FIELDS, FIELDS, {**OPTIONS, "date_format": "%Y-%m-%d"}, dryrun=dryrun)

    @contextmanager
    def refused(self, sentence, error=ValidationError):
        """Expect a refusal, and undo what was made until then as a request would."""
        with mute_logger("odoo.sql_db"), self.assertRaisesRegex(error, sentence), self.env.cr.savepoint():
            yield
        self.env.invalidate_all()

    def verify(self):
        return self.env["marketing.appraisal.verification"].create({"company_id": self.company.id})
