"""Every term of every addon is translated, compared with the terms as the registry has them at this moment.

What fails here is mended by `make i18n` and by translating what it lists.
"""

from io import BytesIO

import polib

from odoo.tests import TransactionCase
from odoo.tools.translate import trans_export

from tools import addons, i18n, translations
from tools.merge_translations import LANGUAGES

CASES = [(addon, language) for addon in addons.names() for language in LANGUAGES]


class TestTranslations(TransactionCase):
    """One test per promise, each for every addon and language."""

    def exported(self, addon):
        """The terms as Odoo would export them now."""
        buffer = BytesIO()
        trans_export(False, [addon], buffer, "po", self.env)
        return polib.pofile(buffer.getvalue().decode())

    def translation(self, addon, language):
        return translations.read(i18n.template_of(addon).with_name(f"{language}.po"))

    def test_template_is_up_to_date(self):
        for addon in addons.names():
            with self.subTest(addon=addon):
                kept = translations.read(i18n.template_of(addon))
                self.assertFalse(translations.differences(kept, self.exported(addon)))

    def test_every_term_is_translated(self):
        for addon, language in CASES:
            with self.subTest(addon=addon, language=language):
                entries = self.translation(addon, language).translated_entries()
                translated = {entry.msgid for entry in entries if entry.msgstr.strip()}
                terms = {entry.msgid for entry in self.exported(addon)}
                self.assertFalse(sorted(terms - translated))

    def test_placeholders_and_tags_are_kept(self):
        for addon, language in CASES:
            with self.subTest(addon=addon, language=language):
                self.assertFalse(translations.broken(self.translation(addon, language)))

    def test_nothing_is_unconfirmed_or_left_over(self):
        for addon, language in CASES:
            with self.subTest(addon=addon, language=language):
                file = self.translation(addon, language)
                self.assertFalse(translations.leftovers(file))
                terms = {entry.msgid for entry in self.exported(addon)}
                self.assertFalse(sorted({entry.msgid for entry in file} - terms))
