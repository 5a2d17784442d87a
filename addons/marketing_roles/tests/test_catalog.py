import csv
from collections import Counter
from pathlib import Path

from odoo.exceptions import UserError
from odoo.tests import tagged

from .duties import DutiesCase

FOLDER = Path(__file__).parents[1] / "catalogues"


class CatalogCase(DutiesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Catalog = cls.env["marketing.role.catalog"]
        cls.standard = cls.catalog("standard")
        cls.deputy_head = cls.catalog("deputy-head")

    @classmethod
    def catalog(cls, code):
        return cls.env["marketing.role.catalog"].search([("code", "=", code)])


@tagged("post_install", "-at_install")
class TestShippedCatalogs(CatalogCase):
    """R7: what the files say is what the database holds."""

    def rows(self, code):
        with (FOLDER / f"{code}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def test_r7_everything_of_the_files_is_there(self):
        codes = [path.stem for path in FOLDER.glob("*.csv")]
        self.assertEqual(len(codes), 16)
        for code in codes:
            with self.subTest(catalogue=code):
                rows, catalog = self.rows(code), self.catalog(code)
                kinds = Counter(row["row"] for row in rows)
                self.assertTrue(catalog.is_shipped)
                self.assertEqual(catalog.role_count, kinds["role"])
                self.assertEqual(catalog.duty_count, kinds["duty"])
                self.assertEqual(
                    Counter(catalog.function_ids.mapped("kind")), kinds - Counter(role=99, duty=99, catalogue=1)
                )
                self.assertEqual(catalog.breaks_off, any(row["breaks_off"] for row in rows))

    def test_r7_both_languages_and_all_columns(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.Catalog._load_shipped()
        for row in self.rows("deputy-head"):
            if row["row"] == "duty":
                duty = self.deputy_head.role_ids.duty_ids.filtered(lambda duty, row=row: duty.code == row["code"])
                for lang, suffix in (("en_US", ""), ("zh_CN", "_zh")):
                    duty = duty.with_context(lang=lang)
                    self.assertEqual(
                        (duty.name, duty.work_standard or ""), (row[f"name{suffix}"], row[f"text{suffix}"])
                    )
                self.assertEqual((duty.area_id.code, duty.frequency or ""), (row["area"], row["frequency"]))

    def test_r3_reporting_lines_and_headcount(self):
        roles = {role.code: role for role in self.standard.role_ids}
        self.assertEqual(roles["sales_supervisor"].reports_to_id, roles["marketing_supervisor"])
        self.assertEqual({(role.headcount_min, role.headcount_max) for role in roles.values()}, {(1, 1)})
        head = self.catalog("brewery").role_ids
        self.assertEqual((head.reports_to_id.id, head.reports_to_title), (False, "Marketing Vice-President"))

    def test_r2_stages_of_a_products_life(self):
        functions = self.catalog("general-life-cycle").function_ids
        leading = {
            stage: {function.code for function in functions if stage in function.stage_ids.mapped("code")}
            for stage in ("introduction", "growth", "maturity")
        }
        self.assertEqual(leading["introduction"], {"f03", "f07", "f08", "f09", "f10"})
        self.assertEqual(leading["growth"], {"f01", "f02", "f15"})
        self.assertEqual(leading["maturity"], {"f05", "f06", "f07", "f14"})
        self.assertEqual(len(self.catalog("nutrition").function_ids.filtered("stage_ids").stage_ids), 4)

    def test_r7_ten_functions_are_those_of_the_standard(self):
        same = self.catalog("general-three-sets").function_ids.same_as_id
        self.assertEqual(same & self.standard.function_ids, self.standard.function_ids)

    def test_loading_again_changes_nothing(self):
        def snapshot():
            return [
                self.env[model]
                .with_context(active_test=False)
                .search([("catalog_id", "!=", False)], order="id")
                .read(["name", "code", "write_date"])
                for model in ("marketing.role", "marketing.duty", "marketing.function")
            ]

        before = snapshot()
        self.Catalog._load_shipped()
        self.assertEqual(snapshot(), before)

    def test_what_a_newer_file_no_longer_holds_is_archived(self):
        duty = self.env["marketing.duty"].create({"name": "Gone", "role_id": self.standard.role_ids[0].id})
        self.Catalog._load_shipped()
        self.assertFalse(duty.active)

    def test_what_comes_with_the_app_stays_as_it_is(self):
        catalog = self.standard.with_user(self.officer)
        duty = catalog.role_ids[0].duty_ids[0]
        for attempt in (
            lambda: catalog.write({"name": "Mine"}),
            lambda: catalog.role_ids[0].write({"headcount_max": 5}),
            lambda: duty.write({"name": "Mine"}),
            lambda: duty.unlink(),
            lambda: catalog.function_ids[0].write({"name": "Mine"}),
            lambda: duty.create({"name": "New", "role_id": catalog.role_ids[0].id}),
            lambda: catalog.function_ids.create({"name": "New", "catalog_id": catalog.id}),
        ):
            with self.assertRaises(UserError) as caught:
                attempt()
            self.assertIn("comes with the app", str(caught.exception))
        with self.assertRaises(UserError):
            catalog.unlink()
        catalog.action_archive()
        self.assertFalse(self.standard.active)


@tagged("post_install", "-at_install")
class TestOwnCatalogs(CatalogCase):
    def test_a_copy_is_ones_own_and_whole(self):
        copy = self.standard.with_user(self.officer).copy()
        self.assertEqual((copy.code, copy.is_shipped), ("standard-2", False))
        self.assertEqual(copy.role_ids.mapped("code"), self.standard.role_ids.mapped("code"))
        self.assertEqual(copy.role_ids.duty_ids.mapped("name"), self.standard.role_ids.duty_ids.mapped("name"))
        self.assertEqual(copy.function_ids.mapped("name"), self.standard.function_ids.mapped("name"))
        self.assertLessEqual(copy.role_ids.reports_to_id, copy.role_ids)
        copy.role_ids[0].duty_ids[0].name = "Changed"
        copy.role_ids[0].duty_ids[1].unlink()
        self.assertEqual(self.standard.copy().code, "standard-3")

    def test_a_copy_that_nobody_uses_is_deleted_with_its_roles(self):
        copy = self.catalog("standard").copy()
        used = copy.role_ids[0]
        job = self.env["hr.job"].create({"name": "Of the copy", "role_id": used.id})
        with self.assertRaisesRegex(UserError, "is in use"), self.cr.savepoint():
            copy.with_user(self.officer).unlink()
        job.unlink()
        copy.with_user(self.officer).unlink()
        self.assertFalse(copy.exists())
        with self.assertRaisesRegex(UserError, "comes with the app"):
            self.catalog("standard").with_user(self.officer).unlink()

    def test_nothing_of_a_shipped_record_looks_as_if_it_could_be_changed(self):
        for model in ("marketing.role", "marketing.duty"):
            arch = self.env[model].with_user(self.officer).get_view(view_type="form")["arch"]
            level = "level" if model == "marketing.role" else "work_standard"
            self.assertRegex(arch, f'<field name="{level}"[^>]*readonly="is_shipped')

    def test_codes_are_filled_in(self):
        catalog = self.Catalog.create({"name": "Mine", "code": "mine"})
        role = self.env["marketing.role"].create({"name": "Clerk", "code": "clerk", "catalog_id": catalog.id})
        Duty, Function = self.env["marketing.duty"], self.env["marketing.function"]
        duties = Duty.create([{"name": name, "role_id": role.id} for name in "ab"])
        self.assertEqual(duties.mapped("code"), ["clerk.01", "clerk.02"])
        entries = Function.create(
            [{"name": "x", "catalog_id": catalog.id, "kind": kind} for kind in ("rule", "rule", "power")]
        )
        self.assertEqual(entries.mapped("code"), ["r01", "r02", "p01"])
        self.assertFalse(self.visit.code)

    def test_a_duty_of_a_job_is_no_entry(self):
        Item = self.env["marketing.catalog.item"]
        self.assertFalse(Item.search([("duty_id", "=", self.visit.id)]))
        promotion = Item.search([("name", "ilike", "promotion"), ("kind", "=", "duty")])
        self.assertGreater(len(promotion.role_id), 5)
        self.assertGreater(len(promotion.catalog_id), 3)
        self.assertLessEqual({"four-managers"}, set(promotion.catalog_id.mapped("code")))

    def test_search_by_stage_area_and_frequency(self):
        Item = self.env["marketing.catalog.item"]
        decline = self.env.ref("marketing_roles.stage_decline")
        self.assertEqual(Item.search([("stage_ids", "in", decline.ids)]).catalog_id.code, "nutrition")
        area = self.env.ref("marketing_roles.area_intelligence")
        found = Item.search([("area_id", "=", area.id), ("frequency", "=", "weekly")])
        self.assertIn("design-decoration", found.catalog_id.mapped("code"))
        found[0].action_open_record()

    def test_searching_takes_the_same_queries_whatever_is_found(self):
        Item = self.env["marketing.catalog.item"]
        names = ["name", "role_id", "catalog_id", "area_id", "stage_ids"]

        def queries(limit):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            Item.search([], limit=limit).read(names)
            return self.env.cr.sql_log_count - before

        queries(10)
        self.assertLessEqual(queries(480), queries(120))

    def test_comparing_catalogues_shows_what_they_share(self):
        Comparison = self.env["marketing.catalog.comparison"].with_user(self.officer)
        three_sets = self.catalog("general-three-sets")
        comparison = Comparison.create({"left_catalog_id": self.standard.id, "right_catalog_id": three_sets.id})
        self.assertEqual(comparison.same_count, 10)
        lines = comparison.line_ids
        self.assertEqual(len(lines.filtered("left")), 10 + 29)
        self.assertEqual(len(lines.filtered("right")), 30)

    def test_a_role_of_ones_own_making_is_not_compared(self):
        roles = self.catalog("standard").role_ids[:1] | self.env["marketing.role"].create(
            {"name": "Own", "code": "own"}
        )
        with self.assertRaisesRegex(UserError, "own making"):
            self.env["marketing.catalog.comparison"]._prepare_for_roles(roles)

    def test_an_assessor_compares_by_the_action_of_the_list(self):
        """The action asks for a group; without one Odoo would ask for the right to change roles."""
        roles = self.standard.role_ids[:2]
        assessor = self.new_user("assessor", "base.group_user,marketing_roles.group_assessor")
        action = self.env.ref("marketing_roles.marketing_role_action_compare").with_user(assessor)
        found = action.with_context(active_model=roles._name, active_ids=roles.ids, active_id=roles.ids[0]).run()
        self.assertEqual(found["res_model"], "marketing.catalog.comparison")

    def test_comparing_two_roles(self):
        roles = self.standard.role_ids[:2].with_user(self.officer)
        Comparison = self.env["marketing.catalog.comparison"].with_user(self.officer)
        action = Comparison._prepare_for_roles(roles)
        comparison = Comparison.browse(action["res_id"])
        self.assertEqual(len(comparison.line_ids.filtered("left")), 9)
        self.assertEqual(len(comparison.line_ids.filtered("right")), 8)
        with self.assertRaises(UserError):
            Comparison._prepare_for_roles(roles[0])
