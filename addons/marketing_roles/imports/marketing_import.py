import base64

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools import mute_logger, split_every

from ..engine.table import TableError, read_table, write_csv, write_workbook
from .entry import CHANGED, NEW, REFUSED, UNCHANGED

# So many lines are stored together; only where one of them is wrong, one by one.
BLOCK = 100
STATUSES = [(REFUSED, "Refused"), (NEW, "New"), (CHANGED, "Changed"), (UNCHANGED, "Unchanged")]


class MarketingImport(models.TransientModel):
    """Takes in a table, and says of every line what became of it, or why not."""

    _name = "marketing.import"
    _description = "Import a Table"

    kind = fields.Selection(
        "_get_kinds",
        string="What",
        required=True,
        default=lambda self: next((key for key, _name in self._get_kinds()), ""),
    )
    file = fields.Binary(attachment=False)
    file_name = fields.Char()
    when_refused = fields.Selection(
        [("nothing", "Nothing is stored until every line is right"), ("rest", "The right lines are stored")],
        string="If a Line Is Refused",
        required=True,
        default="nothing",
    )
    state = fields.Selection([("draft", "File"), ("checked", "Checked"), ("done", "Stored")], default="draft")
    summary = fields.Char(readonly=True)
    line_ids = fields.One2many("marketing.import.line", "import_id", string="Lines", readonly=True)
    download = fields.Binary(attachment=False, readonly=True)
    download_name = fields.Char(readonly=True)

    @api.model
    def _get_kinds(self):
        """Return the kinds of table of which the user may make records."""
        return [
            (key, label)
            for key, label in self._get_all_kinds()
            if self.env[self.env[f"marketing.import.{key}"]._get_opened_model()].has_access("create")
        ]

    @api.model
    def _get_all_kinds(self):
        return [
            ("duties", self.env._("Duties of Jobs")),
            ("assignments", self.env._("Assignments of Duties")),
            ("reports", self.env._("Work Reports")),
            ("catalogues", self.env._("Role Catalogues")),
        ]

    def _get_kind(self):
        """Return the abstract model that knows this kind of table.

        :raises AccessError: for somebody who may make no records of it
        """
        self.ensure_one()
        if self.kind not in dict(self._get_kinds()):
            raise AccessError(self.env._("You may not make records of this kind."))
        return self.env[f"marketing.import.{self.kind}"]

    # ------------------------------------------------------------------ taking in

    def action_check(self):
        """Say what would become of every line, and store nothing."""
        self.ensure_one()
        return self._run(dry=True)

    def action_import(self):
        """Store the lines, as the choice about refused lines says."""
        self.ensure_one()
        return self._run(dry=False)

    def action_restart(self):
        """Go back to choosing a file."""
        self.ensure_one()
        self.line_ids.unlink()
        self.write({"state": "draft", "file": False, "file_name": False, "summary": False})
        return self._reopen()

    def action_open_records(self):
        """Open what was stored."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self._get_title(),
            "res_model": self._get_kind()._get_opened_model(),
            "view_mode": "list,form",
            "domain": [("id", "in", self._get_kind()._get_opened_ids(self.line_ids))],
        }

    def _run(self, dry):
        kind = self._get_kind()
        headings, lines = self._read_file()
        with self.env.cr.savepoint() as savepoint:
            entries = kind._read_entries(headings, lines)
            self._store(kind, entries)
            kind._finish(entries)
            refused = any(entry.errors for entry in entries)
            stored = not dry and not (refused and self.when_refused == "nothing")
            if not stored:
                savepoint.rollback()
        self._report(entries, stored, dry)
        return self._reopen()

    def _read_file(self):
        if not self.file:
            raise UserError(self.env._("Choose a file first."))
        try:
            return read_table(base64.b64decode(self.file))
        except TableError as error:
            sentences = {
                "empty": self.env._("The file is empty."),
                "too_large": self.env._("The file is larger than 20 MB."),
                "too_many_lines": self.env._("The file has more than 50,000 lines."),
                "unreadable": self.env._("The file is neither a CSV file nor an Excel workbook (.xlsx)."),
            }
            raise UserError(sentences[error.code]) from error

    def _store(self, kind, entries):
        """Store what is right so far; whatever the database refuses becomes an error of its line."""
        for block in split_every(BLOCK, [entry for entry in entries if not entry.errors], list):
            if len(block) > 1 and not self._find_refusal(kind, block):
                continue
            for entry in block:
                sentence = self._find_refusal(kind, [entry])
                if sentence:
                    entry.refuse(sentence)

    def _find_refusal(self, kind, entries):
        """Store some lines together, or none of them; return why not, in a sentence."""
        try:
            # A line that the database refuses is the user's matter, not one for the log.
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                kind._store(entries)
        except (AccessError, LockError):
            # Not a matter of this line: the whole import is not allowed, or somebody else is at it.
            raise
        except UserError as error:
            return str(error)
        except (psycopg2.IntegrityError, psycopg2.DataError) as error:
            return self._explain(error, kind)
        return None

    @api.model
    def _explain(self, error, kind):
        """Return what the database refused in the words of the model whose table it was."""
        table = error.diag.table_name
        owner = next((name for name, model in self.env.registry.items() if model._auto and model._table == table), None)
        return self.env[owner or kind._target]._sql_error_to_message(error)

    # ------------------------------------------------------------------ telling

    def _report(self, entries, stored, dry):
        counts = {status: sum(1 for entry in entries if entry.status == status) for status, _label in STATUSES}
        self.line_ids.unlink()
        self.write(
            {
                "state": "done" if stored else "checked",
                "summary": self._get_summary(counts, stored, dry),
                "line_ids": [fields.Command.create(self._get_line_values(entry, stored)) for entry in entries],
            }
        )

    def _get_line_values(self, entry, stored):
        return {
            "number": entry.number,
            "status": entry.status,
            "text": " · ".join(text for text in entry.texts.values() if text)[:200],
            "message": "\n".join(entry.errors),
            "res_model": entry.stored._name if stored and not entry.errors else False,
            "res_id": entry.stored.id if stored and not entry.errors else 0,
        }

    def _get_summary(self, counts, stored, dry):
        figures = self.env._(
            "%(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(refused)s refused.", **counts
        )
        if stored and counts["refused"] < sum(counts.values()):
            outcome = self.env._("Stored.")
        elif dry:
            outcome = self.env._("Nothing is stored yet.")
        else:
            outcome = self.env._("Nothing was stored, because not every line is right.")
        return f"{figures} {outcome}"

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import: %(table)s", table=self._get_title()),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            # A dialog that was opened for one kind of table stays with it.
            "context": {key: value for key, value in self.env.context.items() if key == "default_kind"},
        }

    # ------------------------------------------------------------------ giving out

    def action_template(self):
        """Download an empty table of this kind, with what each column means on a second sheet."""
        return self._download("xlsx", [], self._get_kind(), self.env._("%(table)s - template", table=self._get_title()))

    def action_export_workbook(self):
        """Download what is there as a workbook, in a form that can be imported again."""
        return self._export("xlsx")

    def action_export_csv(self):
        """Download what is there as CSV, in a form that can be imported again."""
        return self._export("csv")

    def _export(self, extension):
        kind = self._get_kind()
        return self._download(extension, kind._get_rows(), kind, f"{self._get_title()} {fields.Date.today()}")

    def _get_title(self):
        return dict(self._get_all_kinds())[self.kind]

    def _download(self, extension, rows, kind, name):
        headings = list(kind._get_headings().values())
        title = self._get_title()
        if extension == "csv":
            content = write_csv([headings, *rows])
        else:
            content = write_workbook({title: [headings, *rows], self.env._("Columns"): kind._get_explanations()})
        self.write({"download": base64.b64encode(content), "download_name": f"{name}.{extension}"})
        address = f"/web/content/{self._name}/{self.id}/download/{self.download_name}?download=true"
        return {"type": "ir.actions.act_url", "url": address, "target": "download"}


class MarketingImportLine(models.TransientModel):
    """What became of one line of the file."""

    _name = "marketing.import.line"
    _description = "Line of an Import"
    _order = "is_refused desc, number"

    import_id = fields.Many2one("marketing.import", required=True, ondelete="cascade", index=True)
    number = fields.Integer(string="Line", help="The number beside the line in a spreadsheet; the headings are line 1.")
    status = fields.Selection(STATUSES, string="Becomes")
    is_refused = fields.Boolean(compute="_compute_is_refused", store=True)
    text = fields.Char(string="Content")
    message = fields.Text(string="Why")
    res_model = fields.Char(string="Model", export_string_translation=False)
    res_id = fields.Integer(string="Record", export_string_translation=False)

    @api.depends("status")
    def _compute_is_refused(self):
        for line in self:
            line.is_refused = line.status == REFUSED
