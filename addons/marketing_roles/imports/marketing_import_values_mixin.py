import re
import unicodedata
from datetime import datetime
from functools import partial

from odoo import api, fields, models
from odoo.fields import Domain

YES, NO = ("1", "yes", "true", "x", "是", "√"), ("0", "no", "false", "否")
# Between several references in one cell.
BETWEEN = ";"


class MarketingImportValuesMixin(models.AbstractModel):
    """Turns the text of a cell into the value of a field, and back.

    A reader is a function of a text that gives (value, None), or (None, what is wrong in a sentence).
    """

    _name = "marketing.import.values.mixin"
    _description = "Values of an Import"

    @api.model
    def _get_reader(self, column, texts):
        """Return the reader of a column.

        :param Column column: which column
        :param texts: everything that stands in it, so that references are looked up with one query
        """
        field = self.env[self._target]._fields[column.field]
        if field.type in ("many2one", "many2many"):
            return self._get_reference_reader(column, field, texts)
        readers = {
            "selection": self._read_selection,
            "integer": self._read_integer,
            "float": self._read_number,
            "monetary": self._read_number,
            "boolean": self._read_boolean,
            "date": self._read_date,
        }
        return partial(readers.get(field.type, self._read_text), field)

    def _read_text(self, field, text):
        return text, None

    def _read_selection(self, field, text):
        choices = self._get_choices(field)
        if text.lower() in choices:
            return choices[text.lower()], None
        labels = ", ".join(label for _value, label in field._description_selection(self.env))
        return None, self.env._(
            "“%(text)s” is no choice of “%(column)s”: %(choices)s.",
            text=text,
            column=field._description_string(self.env),
            choices=labels,
        )

    @api.model
    def _get_choices(self, field):
        """Return {label in any language, or technical value: value} of a selection, in small letters."""
        choices = {}
        for code, _name in self.env["res.lang"].get_installed():
            env = self.with_context(lang=code).env
            choices.update({label.lower(): value for value, label in field._description_selection(env)})
        choices.update({value.lower(): value for value in choices.values()})
        return choices

    def _read_integer(self, field, text):
        return (int(text), None) if re.fullmatch(r"-?\d{1,9}", text) else self._refuse_number(field, text)

    def _read_number(self, field, text):
        lang = self.env["res.lang"]._get_data(code=self.env.lang or "en_US")
        # As people write money: ￥3,000 or 1 000.
        plain = re.sub(r"[\s¥$€£]", "", unicodedata.normalize("NFKC", text))
        plain = plain.replace(lang.thousands_sep or ",", "").replace(lang.decimal_point or ".", ".")
        return (
            (float(plain), None)
            if re.fullmatch(r"-?\d{1,30}(\.\d{1,30})?", plain)
            else self._refuse_number(field, text)
        )

    def _refuse_number(self, field, text):
        column = field._description_string(self.env)
        return None, self.env._("“%(text)s” in “%(column)s” is not a number.", text=text, column=column)

    def _read_boolean(self, field, text):
        if text.lower() in YES + NO:
            return text.lower() in YES, None
        column = field._description_string(self.env)
        return None, self.env._("“%(text)s” in “%(column)s” is neither yes nor no.", text=text, column=column)

    def _read_date(self, field, text):
        own = self.env["res.lang"]._get_data(code=self.env.lang or "en_US").date_format
        for pattern in ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", own):
            try:
                return datetime.strptime(text, pattern).date(), None
            except ValueError:
                continue
        column = field._description_string(self.env)
        return None, self.env._(
            "“%(text)s” in “%(column)s” is not a date. Write it as 2026-02-28.", text=text, column=column
        )

    # ------------------------------------------------------------------ references

    def _get_reference_reader(self, column, field, texts):
        wanted = {part for text in texts for part in self._split(field, text)}
        model = self.env[field.comodel_name]
        found = self._find_references(model, column.by, wanted)
        if column.archived:
            left = {text for text in wanted if text.lower() not in found}
            found.update(self._find_references(model.with_context(active_test=False), column.by, left))

        def read(text):
            ids = []
            for part in self._split(field, text):
                records = found.get(part.lower(), self.env[field.comodel_name])
                if len(records) != 1:
                    return None, self._refuse_reference(field, part, records)
                ids.append(records.id)
            return (ids[0], None) if field.type == "many2one" else ([fields.Command.set(ids)], None)

        return read

    def _split(self, field, text):
        if not text:
            return []
        if field.type == "many2one":
            return [text]
        return [part.strip() for part in text.split(BETWEEN) if part.strip()]

    @api.model
    def _find_references(self, model, by, texts):
        """Return {text in small letters: records} of the records that go by one of the texts.

        :param by: names of fields; what is found by the first of them is taken, in every language
        """
        found = {}
        for name in reversed(by):
            languages = self.env["res.lang"].get_installed() if model._fields[name].translate else [(self.env.lang, "")]
            by_text = {}
            for code, _label in languages:
                translated = model.with_context(lang=code)
                for record in translated.search(self._get_reference_domain(model) & Domain(name, "in", list(texts))):
                    text = record[name].lower()
                    by_text[text] = by_text.get(text, model) | model.browse(record.id)
            found.update(by_text)
        return found

    @api.model
    def _get_reference_domain(self, model):
        """Return which records of a model may be named: those of the company, and those of all."""
        if "company_id" not in model._fields:
            return Domain.TRUE
        return Domain("company_id", "in", [*self.env.companies.ids, False])

    def _refuse_reference(self, field, text, records):
        column = field._description_string(self.env)
        if not records:
            return self.env._("“%(text)s” in “%(column)s” is not known.", text=text, column=column)
        return self.env._(
            "“%(text)s” in “%(column)s” is the name of %(count)s: it cannot be told which is meant.",
            text=text,
            column=column,
            count=len(records),
        )

    # ------------------------------------------------------------------ giving out

    @api.model
    def _write_cell(self, record, name, lang=None):
        """Return the value of a field as the text that its reader reads back the same."""
        record = record.with_context(lang=lang) if lang else record
        field, value = record._fields[name], record[name]
        column = next(column for column in self._table_columns if column.field == name)
        if field.type == "boolean":
            return self.env._("yes") if value else self.env._("no")
        if not value and field.type not in ("integer", "float", "monetary"):
            return ""
        if field.type == "selection":
            return dict(field._description_selection(self.env))[value]
        if field.relational:
            return BETWEEN.join(self._name_reference(one, column) for one in value)
        return str(value)

    def _name_reference(self, record, column):
        return next((record[name] for name in column.by if record[name]), record.display_name)

    @api.model
    def _explain_values(self, field, column):
        """Return in words what may stand in the cells of a column."""
        env = self.env
        if field.type == "selection":
            return ", ".join(label for _value, label in field._description_selection(env))
        if field.relational:
            target = env[field.comodel_name]
            labels = [target._fields[name]._description_string(env) for name in column.by]
            model = env["ir.model"]._get(target._name).sudo().name
            if "code" in column.by:
                # A short list of the company's own: what may stand here can be named.
                listed = [f"{one.name} ({one.code})" if one.code else one.name for one in target.search([])]
                return f"{model}: {'; '.join(listed)}"
            if field.type == "many2one":
                return f"{model}: {' / '.join(labels)}"
            return env._("%(model)s: %(labels)s; several are separated by a semicolon", model=model, labels=labels[0])
        words = {
            "boolean": env._("yes or no"),
            "integer": env._("whole number"),
            "float": env._("number"),
            "monetary": env._("number"),
            "date": env._("date such as 2026-02-28"),
        }
        return words.get(field.type, env._("text"))
