from pathlib import Path

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import split_every

from ..engine.table import Line, read_table

FOLDER = Path(__file__).parents[1] / "catalogues"
# What fits most companies first; the rest from the general to the special.
ORDER = (
    *("standard", "general-three-sets", "general-life-cycle", "position-setup", "four-managers", "deputy-head"),
    *("specialist", "marketing-lead", "brewery", "nutrition", "auto-dealer", "home-decoration", "design-decoration"),
    *("training", "software", "telecom-county"),
)
BLOCK = 500


class MarketingRoleCatalog(models.Model):
    """Loads the catalogues that come with the app, by the import that everybody uses (R7)."""

    _inherit = "marketing.role.catalog"

    @api.model
    def _load_shipped(self):
        """Bring the shipped catalogues to what the files say, in every installed language.

        Runs when the app is installed or upgraded, and when a language is added. What a newer
        file no longer holds is archived, for companies may have taken it over.
        """
        kind = self.env["marketing.import.catalogues"].sudo().with_context(lang="en_US", tracking_disable=True)
        headings, lines = self._read_shipped()
        entries = kind._read_entries(headings, lines)
        wrong = [f"{entry.number}: {'; '.join(entry.errors)}" for entry in entries if entry.errors]
        if wrong:
            raise ValidationError("\n".join(wrong))
        for block in split_every(BLOCK, entries, list):
            kind._store(block)
        kind._finish(entries)
        shipped = self.sudo().with_context(active_test=False)
        shipped = shipped.search([("code", "in", [entry.notes["catalog"] for entry in entries])])
        shipped.is_shipped = True
        shipped._archive_others(entries)

    @api.model
    def _read_shipped(self):
        """Return the headings and the lines of all files, one after another."""
        headings, lines = None, []
        for code in ORDER:
            headings, of_file = read_table((FOLDER / f"{code}.csv").read_bytes())
            lines += [Line(len(lines) + number, line.cells) for number, line in enumerate(of_file, 1)]
        return headings, lines

    def _archive_others(self, entries):
        """Archive what stands in the catalogues and no longer in their files."""
        for model in ("marketing.role", "marketing.duty", "marketing.function"):
            kept = [entry.stored.id for entry in entries if entry.stored._name == model]
            gone = self.env[model].search([("catalog_id", "in", self.ids), ("id", "not in", kept)])
            gone.action_archive()
