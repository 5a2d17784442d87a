import re

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .entry import CHANGED, NEW, UNCHANGED, Column, Entry

HEADING_WITH_LANGUAGE = re.compile(r"(?P<label>.*?)\s*\[(?P<lang>[A-Za-z_@]+)\]")


class MarketingImportKind(models.AbstractModel):
    """What a table of one kind holds: its columns, and how a line becomes a record.

    A kind is an abstract model of its own that says `_target`, `_table_columns` and `_key`.
    """

    _name = "marketing.import.kind"
    _description = "Kind of Import"
    _inherit = ["marketing.import.values.mixin"]

    # The model whose records are made.
    _target = None
    _table_columns: tuple[Column, ...] = ()
    # The fields that say which record a line means; one that is there is changed, not doubled.
    _key: tuple[str, ...] = ()

    # ------------------------------------------------------------------ headings

    @api.model
    def _get_headings(self):
        """Return {(field, language or None): heading} in the user's language, in the order of a table."""
        target = self.env[self._target]
        others = [code for code, _name in self.env["res.lang"].get_installed() if code != self._get_language()]
        headings = {}
        for column in self._table_columns:
            field = target._fields[column.field]
            label = field._description_string(self.env)
            headings[column.field, None] = label
            if field.translate:
                headings.update({(column.field, code): f"{label} [{code}]" for code in others})
        return headings

    @api.model
    def _get_language(self):
        return self.env.lang or "en_US"

    @api.model
    def _match_headings(self, headings):
        """Return {place of a column in the file: (field, language or None)}.

        A heading is the label in any installed language or the technical name, with a language in
        brackets behind it where a text is meant in that one.

        :raises UserError: a heading that is not known, is there twice, or a required one that is missing
        """
        known = self._get_known_labels()
        languages = {code.lower(): code for code, _name in self.env["res.lang"].get_installed()}
        places, plain = {}, {}
        for place, heading in enumerate(headings):
            if not heading:
                continue
            match = HEADING_WITH_LANGUAGE.fullmatch(heading)
            lang = languages.get(match["lang"].lower(), "?") if match else None
            name = known.get((match["label"] if match else heading).strip().lower())
            if not name or lang == "?" or (lang and not self.env[self._target]._fields[name].translate):
                self._refuse_heading(heading)
            places[place] = (name, None if lang == self._get_language() else lang)
            plain[place] = None if match else heading
        self._tell_languages_apart(places, plain)
        seen = set()
        for place, key in places.items():
            if key in seen:
                raise UserError(self.env._("The column “%(heading)s” is there twice.", heading=headings[place]))
            seen.add(key)
        self._check_required_headings(places)
        return places

    def _tell_languages_apart(self, places, plain):
        """Read a heading without a language in its own, where another column has the user's.

        So a table that was given out in one language is taken in by somebody who reads another.
        """
        for place, heading in plain.items():
            name, lang = places[place]
            others = [key for other, key in places.items() if other != place]
            if heading is None or lang is not None or (name, None) not in others:
                continue
            for code, _label in self.env["res.lang"].get_installed():
                target = self.env[self._target].with_context(lang=code)
                own = target._fields[name]._description_string(target.env)
                if code != self._get_language() and own.lower() == heading.strip().lower():
                    places[place] = (name, code)
                    break

    def _get_known_labels(self):
        known = {}
        for code, _name in self.env["res.lang"].get_installed():
            target = self.env[self._target].with_context(lang=code)
            for column in self._table_columns:
                known[target._fields[column.field]._description_string(target.env).lower()] = column.field
                known[column.field] = column.field
        return known

    def _refuse_heading(self, heading):
        raise UserError(
            self.env._(
                "The column “%(heading)s” is not known here. The columns are: %(columns)s.",
                heading=heading,
                columns=", ".join(self._get_headings().values()),
            )
        )

    def _check_required_headings(self, places):
        headings = self._get_headings()
        missing = [
            headings[column.field, None]
            for column in self._table_columns
            if column.required and (column.field, None) not in places.values()
        ]
        if missing:
            raise UserError(self.env._("The file lacks the column: %(columns)s.", columns=", ".join(missing)))

    # ------------------------------------------------------------------ lines

    @api.model
    def _read_entries(self, headings, lines):
        """Turn lines of a file into entries with values, the record they mean, and what is wrong with them.

        :param headings: texts of the first line
        :param lines: list of `engine.table.Line`
        :return: list of `Entry`, one for each line
        """
        places = self._match_headings(headings)
        entries = []
        for line in lines:
            texts = {key: line.cells[place] if place < len(line.cells) else "" for place, key in places.items()}
            entries.append(Entry(line.number, texts))
        entries = [entry for entry in entries if any(entry.texts.values())]
        self._prepare_references(entries)
        self._refuse_incomplete(entries)
        for column in self._table_columns:
            self._read_column(column, entries)
        self._check_lines(entries)
        self._find_records([entry for entry in entries if not entry.errors])
        self._refuse_doubles(entries)
        return entries

    def _prepare_references(self, entries):
        """Make what lines refer to and bring along themselves; the caller holds the savepoint."""

    def _refuse_incomplete(self, entries):
        headings = self._get_headings()
        needed = [(column.field, None) for column in self._table_columns if column.required]
        for entry in entries:
            for key in needed:
                if not entry.texts.get(key):
                    entry.refuse(self.env._("“%(column)s” is empty.", column=headings[key]))

    def _read_column(self, column, entries):
        """Turn the texts of one column into values, for all lines at once."""
        field = self.env[self._target]._fields[column.field]
        read = self._get_reader(column, [entry.texts.get((column.field, None)) for entry in entries])
        for entry in entries:
            for (name, lang), text in entry.texts.items():
                if name != column.field or not text:
                    continue
                if lang:
                    entry.translations.setdefault(lang, {})[name] = text
                    continue
                value, sentence = read(text)
                if sentence:
                    entry.refuse(sentence)
                else:
                    entry.values[field.name] = value

    def _check_lines(self, entries):
        """Refuse lines for what stands in others; for kinds whose lines hang together."""

    def _refuse_doubles(self, entries):
        """Refuse a line that means the same record as one before it, whether it says the same of it or not."""
        first = {}
        for entry in entries:
            if entry.errors or not self._key:
                continue
            key = entry.record or tuple(entry.values.get(name) for name in self._key)
            if key not in first:
                first[key] = entry
            elif first[key].values == entry.values and first[key].translations == entry.translations:
                entry.refuse(self.env._("Line %(number)s already says this.", number=first[key].number))
            else:
                entry.refuse(
                    self.env._("Line %(number)s is about the same and says otherwise.", number=first[key].number)
                )

    def _find_records(self, entries):
        """Find the records that lines mean, with one query for all of them."""
        target = self.env[self._target].with_context(active_test=False)
        for entry in entries:
            entry.record = target.browse()
        if not entries or not self._key:
            return
        references = [name for name in self._key if target._fields[name].type == "many2one"]
        domain = Domain.AND(Domain(name, "in", [entry.values.get(name) for entry in entries]) for name in references)
        present = target.search(domain)
        for code in {"en_US", *(code for code, _name in self.env["res.lang"].get_installed())}:
            by_key = {self._get_key_of(record): record for record in present.with_context(lang=code)}
            for entry in entries:
                found = by_key.get(tuple(entry.values.get(name) for name in self._key))
                entry.record = entry.record or (target.browse(found.id) if found else target)

    def _get_key_of(self, record):
        values = (record[name] for name in self._key)
        return tuple(value.id if isinstance(value, models.BaseModel) else value for value in values)

    # ------------------------------------------------------------------ storing and giving out

    @api.model
    def _store(self, entries):
        """Make and change the records of some entries; the caller holds the savepoint."""
        target = self.env[self._target]
        helpers = {column.field for column in self._table_columns if not column.stored}
        for entry in entries:
            entry.values = {name: value for name, value in entry.values.items() if name not in helpers}
            entry.stored = entry.record
            entry.status = self._change(entry) if entry.record else NEW
        new = [entry for entry in entries if not entry.record]
        for entry, record in zip(new, target.create([entry.values for entry in new]), strict=True):
            entry.stored = record
            for lang, values in entry.translations.items():
                record.with_context(lang=lang).write(values)

    def _change(self, entry):
        """Write what differs; an empty cell leaves a record as it is."""
        changed = False
        for lang, values in [(None, entry.values), *entry.translations.items()]:
            record = entry.record.with_context(lang=lang) if lang else entry.record
            differing = {name: value for name, value in values.items() if self._differs(record, name, value)}
            if differing:
                record.write(differing)
                changed = True
        return CHANGED if changed else UNCHANGED

    @api.model
    def _differs(self, record, name, value):
        """Return whether a record has another value than the one read from a cell."""
        present = record[name]
        if isinstance(present, models.BaseModel):
            present = present.ids
            value = value[0][2] if isinstance(value, list) else [value] if value else []
            return set(present) != set(value)
        return present != value

    @api.model
    def _finish(self, entries):
        """Do what can be done only when all lines are stored, such as references from line to line.

        :param entries: all of them, also the refused ones
        """

    @api.model
    def _get_opened_model(self):
        """Return the model whose records are opened after an import."""
        return self._target

    @api.model
    def _get_opened_ids(self, lines):
        """Return the ids of the records that lines of an import were stored as."""
        return [line.res_id for line in lines if line.res_model == self._get_opened_model() and line.res_id]

    @api.model
    def _get_rows(self):
        """Return what is there as rows of texts under `_get_headings`, such that they read back the same."""
        keys = list(self._get_headings())
        records = self.env[self._target].search(self._get_export_domain())
        return [[self._write_cell(record, name, lang) for name, lang in keys] for record in records]

    @api.model
    def _get_export_domain(self):
        """Return which records are given out as a table."""
        return []

    @api.model
    def _get_explanations(self):
        """Return the rows of the sheet that explains the columns."""
        env = self.env
        rows = [[env._("Column"), env._("Needed"), env._("What stands in it"), env._("Meaning")]]
        for column in self._table_columns:
            field = env[self._target]._fields[column.field]
            needed = env._("yes") if column.required else env._("no")
            help_text = field._description_help(env) or ""
            rows.append([field._description_string(env), needed, self._explain_values(field, column), help_text])
            rows += self._explain_translations(column)
        return rows

    def _explain_translations(self, column):
        """Return a row for each column that holds the same text in another language."""
        env = self.env
        rows = []
        for (name, lang), heading in self._get_headings().items():
            if name == column.field and lang:
                language = env["res.lang"]._get_data(code=lang).name.split(" / ")[-1]
                meaning = env._("The same text in %(language)s; empty: as in the column before.", language=language)
                rows.append([heading, env._("no"), env._("text"), meaning])
        return rows
