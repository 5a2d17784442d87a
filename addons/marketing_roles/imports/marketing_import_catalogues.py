from odoo import api, models
from odoo.exceptions import UserError

from .entry import CHANGED, NEW, UNCHANGED, Column

# What a line is decides which model it goes to, and what its columns mean there.
MODELS = {"catalogue": "marketing.role.catalog", "role": "marketing.role", "duty": "marketing.duty"}
OTHERS = "marketing.function"
FIELDS = {
    "marketing.role.catalog": {"code": "code", "name": "name", "text": "description"},
    "marketing.role": {
        **{"code": "code", "name": "name", "text": "description", "level": "level", "requirements": "requirements"},
        **{"at_least": "headcount_min", "at_most": "headcount_max", "breaks_off": "breaks_off"},
        "reports_to": "reports_to_title",
    },
    "marketing.duty": {
        **{"code": "code", "name": "name", "text": "work_standard", "area": "area_id", "frequency": "frequency"},
        **{"deliverable": "deliverable", "stages": "stage_ids", "breaks_off": "breaks_off"},
    },
}
FIELDS[OTHERS] = {**FIELDS["marketing.duty"], "row": "kind", "section": "section"}
# A duty needs its role, a role its catalogue.
RANKS = {"catalogue": 0, "role": 1}


class MarketingImportCatalogues(models.AbstractModel):
    """Catalogues as tables: the catalogue's line first, below it everything that it holds (R7)."""

    _name = "marketing.import.catalogues"
    _description = "Import of Catalogues"
    _inherit = ["marketing.import.catalogue.lines"]

    _target = "marketing.catalog.row"
    _table_columns = (
        Column("row", required=True),
        Column("code", required=True),
        Column("role"),
        Column("name", required=True),
        Column("text"),
        Column("section"),
        Column("level"),
        Column("reports_to"),
        Column("at_least"),
        Column("at_most"),
        Column("requirements"),
        Column("area", by=("name", "code")),
        Column("frequency"),
        Column("deliverable"),
        Column("stages", by=("name", "code")),
        Column("same_as"),
        Column("breaks_off"),
    )

    @api.model
    def _get_opened_model(self):
        return "marketing.role.catalog"

    # ------------------------------------------------------------------ storing

    @api.model
    def _get_model_of(self, entry):
        return self.env[MODELS.get(entry.values["row"], OTHERS)]

    @api.model
    def _store(self, entries):
        """Store catalogues, then roles, then what stands in them; the caller holds the savepoint."""
        for rank in (0, 1, 2):
            by_model = {}
            for entry in entries:
                if RANKS.get(entry.values["row"], 2) == rank:
                    by_model.setdefault(self._get_model_of(entry), []).append(entry)
            for model, of_model in by_model.items():
                self._store_in(model, of_model)

    def _store_in(self, model, entries):
        """Make and change the records of one model."""
        owners = self._get_owners(model)
        names = FIELDS[model._name]
        new = [entry for entry in entries if not entry.record]
        created = model.create(
            [
                {"sequence": entry.number, **owners(entry), **self._get_values(entry, entry.values, names)}
                for entry in new
            ]
        )
        for entry, record in zip(new, created, strict=True):
            entry.stored = record
        for entry in entries:
            entry.stored = entry.record or entry.stored
            own = self._get_values(entry, entry.values, names) if entry.record else {}
            changed = self._write_differing(entry.stored, own)
            for lang, texts in entry.translations.items():
                record = entry.stored.with_context(lang=lang)
                changed |= self._write_differing(record, self._get_values(entry, texts, names))
            entry.status = (CHANGED if changed else UNCHANGED) if entry.record else NEW

    def _write_differing(self, record, values):
        differing = {name: value for name, value in values.items() if self._differs(record, name, value)}
        if differing:
            record.write(differing)
        return bool(differing)

    @api.model
    def _get_values(self, entry, values, names):
        """Return {field of the model: value}; the code of a superior is a link and comes at the end."""
        return {
            names[name]: value
            for name, value in values.items()
            if name in names and not (name == "reports_to" and entry.notes.get("names_role"))
        }

    @api.model
    def _get_owners(self, model):
        """Return a function of an entry that gives the field and value to what a new record belongs."""
        catalogs = self._by_code("marketing.role.catalog", [])
        roles = self._by_code("marketing.role", ["catalog_id"])

        def owner(entry):
            catalog = entry.notes["catalog"]
            if model._name == "marketing.role.catalog":
                return {}
            key = (catalog, entry.values["role"]) if model._name == "marketing.duty" else (catalog,)
            found = (roles if model._name == "marketing.duty" else catalogs).get(key)
            if not found:
                raise UserError(self.env._("What it belongs to is not stored."))
            return {"role_id" if model._name == "marketing.duty" else "catalog_id": found.id}

        return owner

    @api.model
    def _finish(self, entries):
        """Link what refers to other lines, now that all of them are there."""
        linked = [
            entry
            for entry in entries
            if not entry.errors and entry.stored and (entry.notes.get("names_role") or entry.values.get("same_as"))
        ]
        if not linked:
            return
        roles = self._by_code("marketing.role", ["catalog_id"])
        for entry in linked:
            links = {}
            if entry.notes.get("names_role"):
                links["reports_to_id"] = roles.get(
                    (entry.notes["catalog"], entry.values["reports_to"]), entry.stored
                ).id
            elif "same_as_id" in entry.stored._fields:
                links["same_as_id"] = self._find_same(entry).id
            if self._write_differing(entry.stored, links) and entry.status == UNCHANGED:
                entry.status = CHANGED

    @api.model
    def _find_same(self, entry):
        """Return the record of the same model that a line says it is the same as."""
        catalog_code, _colon, code = entry.values["same_as"].partition(":")
        model = self._get_model_of(entry).with_context(active_test=False)
        return model.search([("catalog_id.code", "=", catalog_code), ("code", "=", code)], limit=1)

    # ------------------------------------------------------------------ giving out

    @api.model
    def _get_rows(self):
        """Return the chosen catalogues, or the company's own, as rows that read back the same."""
        chosen = self.env["marketing.role.catalog"].browse(self.env.context.get("catalog_ids", []))
        catalogs = chosen or chosen.search([("is_shipped", "=", False)])
        return [row for catalog in catalogs for row in self._get_rows_of(catalog)]

    def _get_rows_of(self, catalog):
        items = [("catalogue", catalog), *[(item.kind, item) for item in catalog.function_ids]]
        for role in catalog.role_ids:
            items += [("role", role), *[("duty", duty) for duty in role.duty_ids]]
        return [
            [self._write(kind, record, name, lang) for name, lang in self._get_headings()] for kind, record in items
        ]

    def _write(self, kind, record, name, lang):
        """Return one cell of the line of a record."""
        if name == "row":
            return dict(self.env[self._target]._fields["row"]._description_selection(self.env))[kind]
        if name == "role":
            return record.role_id.code if kind == "duty" else ""
        if name == "same_as":
            same = record.same_as_id if "same_as_id" in record._fields else record.browse()
            return f"{same.catalog_id.code}:{same.code}" if same else ""
        if name == "reports_to" and kind == "role" and record.reports_to_id:
            return record.reports_to_id.code if not lang else ""
        field = FIELDS[record._name].get(name)
        return self._write_value(record, field, lang) if field else ""

    @api.model
    def _write_value(self, record, name, lang):
        record = record.with_context(lang=lang) if lang else record
        field, value = record._fields[name], record[name]
        if field.type == "boolean":
            return self.env._("yes") if value else ""
        if field.type == "selection" and value:
            return dict(field._description_selection(self.env))[value]
        if field.relational:
            return ";".join(value.mapped("code"))
        return str(value) if value else ""
