from odoo import api, models


class MarketingImportCatalogueLines(models.AbstractModel):
    """What makes the lines of a catalogue right or wrong, before anything is stored."""

    _name = "marketing.import.catalogue.lines"
    _description = "Lines of a Catalogue"
    _inherit = ["marketing.import.kind"]

    @api.model
    def _match_headings(self, headings):
        """Take `name_zh` for the Chinese name; the column of a language that is not installed is left out."""
        languages = {code.split("_")[0]: code for code, _name in self.env["res.lang"].get_installed()}
        names = [column.field for column in self._table_columns]
        named = []
        for heading in headings:
            name, _bar, lang = heading.rpartition("_")
            if name in names and len(lang) == 2:
                heading = f"{name} [{languages[lang]}]" if lang in languages else ""
            named.append(heading)
        return super()._match_headings(named)

    def _find_records(self, entries):
        """Find what is there by catalogue, role and code, with one query per model."""
        present = {
            "catalogue": self._by_code("marketing.role.catalog", []),
            "role": self._by_code("marketing.role", ["catalog_id"]),
            "duty": self._by_code("marketing.duty", ["catalog_id", "role_id"]),
            "entry": self._by_code("marketing.function", ["catalog_id"]),
        }
        for entry in entries:
            row, code, catalog = entry.values["row"], entry.values["code"], entry.notes["catalog"]
            keys = {"catalogue": (code,), "duty": (catalog, entry.values.get("role"), code)}
            found = present.get(row, present["entry"]).get(keys.get(row, (catalog, code)))
            entry.record = found or self._get_model_of(entry)

    @api.model
    def _by_code(self, model, owners):
        """Return {(codes of the owners ..., code): record} of everything that stands in a catalogue."""
        domain = [(owner, "!=", False) for owner in owners]
        records = self.env[model].with_context(active_test=False).search(domain)
        return {(*(record[owner].code for owner in owners), record.code): record for record in records}

    # ------------------------------------------------------------------ checks

    def _check_lines(self, entries):
        """Say of each line what is wrong with it in the company of the others; it belongs to the catalogue above."""
        catalog, places = None, {}
        for entry in entries:
            if entry.values.get("row") == "catalogue":
                catalog = entry
            entry.notes["catalog"] = catalog.values.get("code") if catalog else None
            if not catalog and not entry.errors:
                entry.refuse(self.env._("No line above says which catalogue this belongs to."))
            elif catalog and catalog.errors and entry is not catalog:
                entry.refuse(self.env._("Line %(number)s, its catalogue, is refused.", number=catalog.number))
            self._check_code(entry, places)
        self._check_roles(entries, places)
        self._check_reporting(entries, places)
        self._check_sameness(entries, places)

    def _check_code(self, entry, places):
        """Refuse a code that an earlier line of the catalogue has."""
        row, code = entry.values.get("row"), entry.values.get("code")
        if not row or not code:
            return
        key = (entry.notes["catalog"], row if row in ("catalogue", "role") else "entry", code)
        if key in places and not entry.errors:
            entry.refuse(
                self.env._(
                    "Line %(number)s already has the code “%(code)s”.",
                    number=places[key].number,
                    code=code,
                )
            )
        # A line that is refused for something else has its place all the same: others may refer to it.
        places.setdefault(key, entry)

    def _check_roles(self, entries, places):
        """Refuse duties whose role is neither in the file nor in the database, or is refused itself."""
        known = self._by_code("marketing.role", ["catalog_id"])
        for entry in entries:
            if entry.errors or entry.values["row"] != "duty":
                continue
            catalog, code = entry.notes["catalog"], entry.values.get("role")
            role = places.get((catalog, "role", code))
            if not code:
                entry.refuse(self.env._("A duty needs the code of its role."))
            elif role and role.errors:
                entry.refuse(self.env._("Line %(number)s, its role, is refused.", number=role.number))
            elif not role and (catalog, code) not in known:
                entry.refuse(self.env._("There is no role “%(code)s” in this catalogue.", code=code))

    def _check_reporting(self, entries, places):
        """Tell codes of roles from titles, and refuse roles that report to themselves, directly or through others."""
        known = self._by_code("marketing.role", ["catalog_id"])
        roles = [entry for entry in entries if not entry.errors and entry.values["row"] == "role"]
        superiors = {}
        for entry in roles:
            catalog, code = entry.notes["catalog"], entry.values.get("reports_to")
            entry.notes["names_role"] = bool(code) and ((catalog, "role", code) in places or (catalog, code) in known)
            superiors[catalog, entry.values["code"]] = (catalog, code)
        for entry in roles:
            start = key = (entry.notes["catalog"], entry.values["code"])
            for _step in superiors:
                key = superiors.get(key)
                if key == start:
                    entry.refuse(self.env._("A role cannot report to itself, directly or through others."))
                if key in (None, start):
                    break

    def _check_sameness(self, entries, places):
        """Refuse a reference to an entry that is nowhere."""
        known = self._by_code("marketing.function", ["catalog_id"])
        duties = self._by_code("marketing.duty", ["catalog_id", "role_id"])
        known |= {(catalog, code): duty for (catalog, _role, code), duty in duties.items()}
        for entry in entries:
            same = "" if entry.errors else entry.values.get("same_as")
            if not same:
                continue
            catalog, _colon, code = same.partition(":")
            if (catalog, "entry", code) not in places and (catalog, code) not in known:
                entry.refuse(self.env._("“%(reference)s” is no entry of a catalogue.", reference=same))
