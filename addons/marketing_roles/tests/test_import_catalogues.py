import base64

from odoo.tests import tagged

from odoo.addons.marketing_roles.engine.table import read_table, write_csv

from .test_import import ImportCase


@tagged("post_install", "-at_install")
class TestImportCatalogues(ImportCase):
    """R7: catalogues of one's own, by tables that are reported line by line."""

    HEADINGS = ("row", "code", "role", "name", "name_zh", "reports_to", "area", "same_as", "level")

    def rows(self):
        return [
            self.HEADINGS,
            ["catalogue", "shop", "", "Own shops", "自有门店", "", "", "", ""],
            ["role", "head", "", "Head of Shops", "门店负责人", "Owner", "", "", "manager"],
            ["role", "clerk", "", "Shop Clerk", "店员", "head", "", "", ""],
            ["duty", "clerk.01", "clerk", "Open the shop", "开店", "", "team", "", ""],
            ["Function", "f01", "", "Run the shops", "经营门店", "", "channel", "standard:f02", ""],
        ]

    def take_in(self, rows, when_refused="nothing", content=None):
        wizard = self.new_import(rows, "catalogues", when_refused, content=content)
        wizard.action_import()
        return wizard

    def catalog(self, code="shop"):
        return self.env["marketing.role.catalog"].search([("code", "=", code)])

    def test_a_catalogue_is_taken_in(self):
        wizard = self.take_in(self.rows())
        self.assertEqual(set(self.outcome(wizard).values()), {("new", "")})
        catalog = self.catalog()
        roles = {role.code: role for role in catalog.role_ids}
        self.assertEqual(catalog.with_context(lang="zh_CN").name, "自有门店")
        self.assertEqual(roles["clerk"].reports_to_id, roles["head"])
        self.assertEqual(roles["head"].reports_to_title, "Owner")
        self.assertEqual(roles["clerk"].duty_ids.with_context(lang="zh_CN").name, "开店")
        self.assertEqual(catalog.function_ids.same_as_id.code, "f02")
        self.assertEqual(wizard.action_open_records()["domain"], [("id", "in", catalog.ids)])

    def test_again_changes_only_what_differs(self):
        self.take_in(self.rows())
        rows = self.rows()
        rows[4][3] = "Open the shop at eight"
        wizard = self.take_in(rows)
        self.assertEqual([status for status, _why in self.outcome(wizard).values()].count("changed"), 1)
        self.assertEqual(self.outcome(wizard)[5], ("changed", ""))
        self.assertEqual(self.catalog().role_ids.duty_ids.name, "Open the shop at eight")

    def test_what_hangs_on_a_wrong_line_is_refused_with_it(self):
        rows = [
            *self.rows(),
            ["role", "clerk", "", "Again", "", "", "", "", ""],
            ["duty", "x", "nobody", "Duty of nobody", "", "", "", "", ""],
            ["duty", "y", "", "Duty without a role", "", "", "", "", ""],
            ["function", "f02", "", "Unknown area", "", "", "shoes", "", ""],
            ["function", "f03", "", "Same as nothing", "", "", "", "standard:zz", ""],
            ["role", "odd", "", "Odd level", "", "", "", "", "emperor"],
            ["duty", "odd.01", "odd", "Duty of a refused role", "", "", "", "", ""],
            ["thing", "t", "", "What is this", "", "", "", "", ""],
            ["role", "loop", "", "Reports to itself", "", "loop", "", "", ""],
        ]
        wizard = self.take_in(rows, "rest")
        refused = {number: why for number, (status, why) in self.outcome(wizard).items() if status == "refused"}
        self.assertEqual(
            refused,
            {
                7: "Line 4 already has the code “clerk”.",
                8: "There is no role “nobody” in this catalogue.",
                9: "A duty needs the code of its role.",
                10: "“shoes” in “Area” is not known.",
                11: "“standard:zz” is no entry of a catalogue.",
                12: refused[12],
                13: "Line 12, its role, is refused.",
                14: refused[14],
                15: "A role cannot report to itself, directly or through others.",
            },
        )
        self.assertIn("“emperor” is no choice of “Level”: Director, Deputy Director", refused[12])
        self.assertIn("“thing” is no choice of “Line Is”", refused[14])
        self.assertEqual(self.catalog().role_count, 2)

    def test_lines_above_the_first_catalogue(self):
        rows = [self.HEADINGS, self.rows()[2], *self.rows()[1:2]]
        wizard = self.take_in(rows, "rest")
        self.assertEqual(self.outcome(wizard)[2], ("refused", "No line above says which catalogue this belongs to."))
        self.assertFalse(self.catalog().role_ids)

    def test_nothing_is_stored_unless_all_is_right(self):
        self.take_in([*self.rows(), ["function", "f09", "", "", "", "", "", "", ""]])
        self.assertFalse(self.catalog())

    def test_what_comes_with_the_app_is_not_changed_by_a_file(self):
        rows = [
            self.HEADINGS,
            ["catalogue", "standard", "", "Mine now", "", "", "", "", ""],
            ["role", "x", "", "X", "", "", "", "", ""],
        ]
        wizard = self.take_in(rows, "rest")
        for number in (2, 3):
            status, why = self.outcome(wizard)[number]
            self.assertEqual(status, "refused")
            self.assertIn("comes with the app", why)
        self.assertEqual(self.catalog("standard").with_context(lang="en_US").name, "General company")

    def test_what_would_belong_to_something_refused_is_refused_too(self):
        content = self.given_out(self.catalog("deputy-head"))
        headings, lines = read_table(content)
        rows = [list(line.cells) for line in lines]
        rows[0][headings.index("Code")] = "standard"
        wizard = self.take_in([], "rest", content=write_csv([headings, *rows]))
        self.assertEqual({status for status, _why in self.outcome(wizard).values()}, {"refused"})

    def test_headcounts_in_order(self):
        heads = (*self.HEADINGS, "at_least", "at_most")
        rows = [heads, [*self.rows()[1], "", ""], [*self.rows()[2], "5", "2"]]
        wizard = self.take_in(rows, "rest")
        self.assertEqual(self.outcome(wizard)[3], ("refused", "The highest headcount cannot be below the lowest."))

    def given_out(self, catalogs):
        action = catalogs.with_user(self.officer).with_context(lang="en_US").action_export()
        wizard = self.env["marketing.import"].browse(int(action["url"].split("/")[4]))
        return base64.b64decode(wizard.with_user(self.officer).download)

    def test_every_catalogue_comes_back_the_same(self):
        for catalog in self.env["marketing.role.catalog"].search([("is_shipped", "=", True)]):
            with self.subTest(catalogue=catalog.code):
                content = self.given_out(catalog)
                wizard = self.take_in([], content=content)
                self.assertEqual({*self.outcome(wizard).values()}, {("unchanged", "")})

    def test_every_catalogue_makes_an_equal_one_elsewhere(self):
        for catalog in self.env["marketing.role.catalog"].search([("is_shipped", "=", True)]):
            with self.subTest(catalogue=catalog.code):
                content = self.given_out(catalog)
                headings, lines = read_table(content)
                place = headings.index("Code")
                rows = [list(line.cells) for line in lines]
                rows[0][place] = f"{catalog.code}-own"
                self.take_in([], content=write_csv([headings, *rows]))
                back = self.given_out(self.catalog(f"{catalog.code}-own"))
                again = [list(line.cells) for line in read_table(back)[1]]
                again[0][place] = catalog.code
                rows[0][place] = catalog.code
                self.assertEqual(again, rows)

    def test_ten_thousand_lines(self):
        """Every line of a big spoilt file is reported, and looking them up takes no query a line."""
        rows = [self.HEADINGS, self.rows()[1]]
        rows += [
            ["function", f"f{n}", "", f"Work {n}", "", "", "nowhere" if n % 2 else "team", "", ""]
            for n in range(10_000)
        ]
        wizard = self.new_import(rows, "catalogues")
        headings, lines = wizard._read_file()
        kind = wizard._get_kind()
        before = self.env.cr.sql_log_count
        entries = kind._read_entries(headings, lines)
        self.assertLess(self.env.cr.sql_log_count - before, 60)
        self.assertEqual(sum(1 for entry in entries if entry.errors), 5_000)
        self.assertEqual({len(entry.errors) for entry in entries}, {0, 1})

    def test_a_spoilt_encoding_is_one_sentence(self):
        content = "row,code,name\ncatalogue,shop,门店\n".encode("gb18030")
        self.take_in([], content=content)
        self.assertEqual(self.catalog().name, "门店")
