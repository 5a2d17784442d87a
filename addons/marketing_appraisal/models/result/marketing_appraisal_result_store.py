import json

from odoo import api, models
from odoo.tools import SQL

# The types round to the digits of the fields, as the ORM would have done.
RESULT_COLUMNS = {
    "status": "varchar",
    "total": "numeric(8,2)",
    "grade": "varchar",
    "missing_rule": "varchar",
    "total_mode": "varchar",
    "work_points": "numeric(16,4)",
    "work_status": "varchar",
    "work_maximum": "numeric(8,2)",
    "behaviour_points": "numeric(16,4)",
    "behaviour_status": "varchar",
    "behaviour_maximum": "numeric(8,2)",
    "company_points": "numeric(16,4)",
    "company_status": "varchar",
    "company_maximum": "numeric(8,2)",
    "points": "int4",
    "months_counted": "int4",
    "annual_score": "numeric(8,2)",
    "has_annual_score": "bool",
    "score_missing_rule": "varchar",
    "bar_model": "varchar",
    "bar_id": "int4",
}
LINE_COLUMNS = {
    "sequence": "int4",
    "section": "varchar",
    "status": "varchar",
    "numerator": "numeric(16,2)",
    "denominator": "numeric(16,2)",
    "points": "numeric(16,4)",
    "maximum": "numeric(16,4)",
    "grade": "varchar",
    "kpi_id": "int4",
    "criterion_id": "int4",
    "task_id": "int4",
    "behaviour_id": "int4",
    "month_id": "int4",
}


class MarketingAppraisalResultStore(models.AbstractModel):
    """Writes the outcome of a block in four statements, however many people it holds.

    The ORM writes in batches of a hundred rows and recomputes per record; a block
    would take more queries the more people are in it. Nothing computed or
    tracked hangs on these columns, which is what makes writing past it safe.
    """

    _name = "marketing.appraisal.result.store"
    _description = "Storing of Results"

    @api.model
    def _store(self, period, outcome):
        """Replace the results of a block.

        :param period: the graded period; its number of grading marks the appraisals as done
        :param dict outcome: {appraisal id: (result values, list of line values)}
        """
        self.env.flush_all()
        results = [dict(vals, appraisal_id=key) for key, (vals, _lines) in outcome.items()]
        lines = [
            dict(line, appraisal_id=key, sequence=number)
            for key, (_vals, lines) in outcome.items()
            for number, line in enumerate(lines)
        ]
        self._delete_lines(outcome)
        self._update_results(results)
        self._insert_lines(lines)
        self._mark_graded(period, outcome)
        self.env.invalidate_all(flush=False)

    def _delete_lines(self, outcome):
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM marketing_appraisal_result_line l
                      USING marketing_appraisal_result r
                      WHERE r.id = l.result_id AND r.active AND r.appraisal_id IN %s
                """,
                tuple(outcome),
            )
        )

    def _update_results(self, results):
        self.env.cr.execute(
            SQL(
                """
                UPDATE marketing_appraisal_result r
                   SET %(assignments)s,
                       graded_date = NOW() AT TIME ZONE 'UTC',
                       write_date = NOW() AT TIME ZONE 'UTC',
                       write_uid = %(uid)s
                  FROM %(rows)s
                 WHERE r.appraisal_id = v.appraisal_id AND r.active
                """,
                assignments=SQL(", ").join(
                    SQL("%s = v.%s", SQL.identifier(name), SQL.identifier(name)) for name in RESULT_COLUMNS
                ),
                uid=self.env.uid,
                rows=self._as_rows(results, RESULT_COLUMNS),
            )
        )

    def _insert_lines(self, lines):
        names = SQL(", ").join(map(SQL.identifier, LINE_COLUMNS))
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO marketing_appraisal_result_line
                            (result_id, %(names)s, create_uid, write_uid, create_date, write_date)
                     SELECT r.id, %(values)s, %(uid)s, %(uid)s,
                            NOW() AT TIME ZONE 'UTC', NOW() AT TIME ZONE 'UTC'
                       FROM %(rows)s
                       JOIN marketing_appraisal_result r ON r.appraisal_id = v.appraisal_id AND r.active
                   ORDER BY r.id, v.sequence
                """,
                names=names,
                values=SQL(", ").join(SQL("v.%s", SQL.identifier(name)) for name in LINE_COLUMNS),
                uid=self.env.uid,
                rows=self._as_rows(lines, LINE_COLUMNS),
            )
        )

    def _mark_graded(self, period, outcome):
        blocked = tuple(key for key, (vals, _lines) in outcome.items() if vals["status"] == "blocked")
        self.env.cr.execute(
            SQL(
                """
                UPDATE marketing_appraisal
                   SET graded_run = %s, is_graded = TRUE, is_blocked = id IN %s
                 WHERE id IN %s
                """,
                period.grading_run,
                blocked or (0,),
                tuple(outcome),
            )
        )

    @api.model
    def _as_rows(self, rows, columns):
        """Return a table expression named v of values that travel as one JSON parameter.

        Numbers travel as text, so that a Decimal arrives as it was computed.
        """
        names = {"appraisal_id": "int4", **columns}
        definition = SQL(", ").join(SQL("%s %s", SQL.identifier(name), SQL(kind)) for name, kind in names.items())
        payload = json.dumps([{name: row.get(name) for name in names} for row in rows], default=str)
        return SQL("jsonb_to_recordset(%s::jsonb) AS v(%s)", payload, definition)
