from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_catalog import CatalogCase


@tagged("post_install", "-at_install")
class TestAdoption(CatalogCase):
    """R7: taking catalogues over, again, and after they changed: nothing doubled, nothing local lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Job = cls.env["hr.job"].with_context(default_company_id=cls.company.id)
        cls.marketing = cls.env["hr.department"].create({"name": "Marketing", "company_id": cls.company.id})
        cls.supervisor_job.role_id = False
        cls.head = Job.create({"name": "Marketing supervisor"})
        cls.sales = Job.create({"name": "Sales Supervisors", "headcount_min": 2, "headcount_max": 3})
        cls.deputy = Job.create({"name": "Deputy head of marketing"})

    def adoption(self, catalog, user=None, **vals):
        env = self.env(user=user or self.officer)
        vals = {"catalog_id": catalog.id, "department_id": self.marketing.id, "company_id": self.company.id, **vals}
        return env["marketing.catalog.adoption"].create(vals)

    def adopt(self, catalog, **vals):
        adoption = self.adoption(catalog, **vals)
        adoption.action_preview()
        adoption.action_adopt()
        return adoption

    def proposals(self, adoption):
        return {line.role_id.code: (line.action, line.job_id.name or "") for line in adoption.line_ids}

    def statuses(self, adoption):
        adoption.action_preview()
        found = {}
        for change in adoption.change_ids:
            found.setdefault(change.kind, []).append(change.status)
        return {kind: {status: statuses.count(status) for status in set(statuses)} for kind, statuses in found.items()}

    def test_jobs_that_are_alike_are_proposed(self):
        self.assertEqual(
            self.proposals(self.adoption(self.standard)),
            {
                "marketing_supervisor": ("update", "Marketing supervisor"),
                "sales_supervisor": ("update", "Sales Supervisors"),
                "customer_supervisor": ("create", ""),
                "information_supervisor": ("create", ""),
            },
        )
        self.assertEqual(
            self.proposals(self.adoption(self.deputy_head)), {"deputy_head": ("update", "Deputy head of marketing")}
        )

    def test_a_job_that_has_the_role_comes_before_one_of_the_name(self):
        role = self.standard.role_ids.filtered(lambda role: role.code == "sales_supervisor")
        self.supervisor_job.role_id = role
        self.assertEqual(
            self.proposals(self.adoption(self.standard))["sales_supervisor"], ("update", "Test Supervisor")
        )

    def test_everything_is_shown_before_anything_is_made(self):
        before = self.env["marketing.duty"].search_count([]), self.env["hr.job"].search_count([])
        found = self.statuses(self.adoption(self.standard))
        self.assertEqual(found, {"job": {"new": 2, "filled": 2}, "duty": {"new": 29}, "function": {"new": 10}})
        self.assertEqual((self.env["marketing.duty"].search_count([]), self.env["hr.job"].search_count([])), before)

    def test_adopting_twice_doubles_nothing(self):
        for catalog in (self.standard, self.deputy_head):
            with self.subTest(catalogue=catalog.code):
                self.adopt(catalog)
                duties = self.env["marketing.duty"].search([("job_id", "!=", False)])
                functions = self.marketing.function_ids
                jobs = self.env["hr.job"].search([])
                again = self.adoption(catalog)
                self.assertLessEqual({s for kind in self.statuses(again).values() for s in kind}, {"there"})
                again.action_adopt()
                self.assertEqual(self.env["marketing.duty"].search([("job_id", "!=", False)]), duties)
                self.assertEqual(self.marketing.function_ids, functions)
                self.assertEqual(self.env["hr.job"].search([]), jobs)

    def test_what_the_company_has_stays(self):
        self.adopt(self.standard)
        self.assertEqual((self.sales.headcount_min, self.sales.headcount_max), (2, 3))
        self.assertEqual((self.head.headcount_min, self.head.headcount_max), (1, 1))
        self.assertEqual(self.sales.name, "Sales Supervisors")
        self.assertEqual(self.sales.reports_to_id, self.head)
        self.assertEqual(self.sales.role_id.code, "sales_supervisor")
        self.assertEqual(self.sales.duty_ids.origin_id, self.sales.role_id.duty_ids)
        self.assertEqual(self.marketing.function_ids.origin_id, self.standard.function_ids)

    def test_new_jobs_are_named_in_every_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.Catalog._load_shipped()
        self.adopt(self.standard)
        job = self.env["hr.job"].search(
            [("role_id.code", "=", "customer_supervisor"), ("company_id", "=", self.company.id)]
        )
        role = job.role_id.with_context(lang="zh_CN")
        self.assertEqual(job.with_context(lang="zh_CN").name, role.name)
        self.assertNotEqual(role.name, role.with_context(lang="en_US").name)
        self.assertEqual(job.duty_ids[0].with_context(lang="zh_CN").name, role.duty_ids[0].name)

    def own_copy(self):
        """Adopt a catalogue of one's own, which may change later."""
        copy = self.standard.with_user(self.officer).copy()
        self.adopt(copy)
        return copy

    def test_changes_on_either_side_are_told_apart_and_taken_over_one_by_one(self):
        catalog = self.own_copy()
        role = catalog.role_ids.filtered(lambda role: role.code == "sales_supervisor")
        here = self.sales.duty_ids.sorted("sequence")
        self.assertEqual(set(here.mapped("drift")), {"same"})
        here[0].name = "Our words"
        here[1].origin_id.work_standard = "Every Monday"
        here[2].write({"name": "Our words again", "frequency": "daily"})
        here[2].origin_id.name = "Their new words"
        new = self.env["marketing.duty"].create({"name": "Brand new", "role_id": role.id})
        self.env.invalidate_all()
        self.assertEqual(here[:4].mapped("drift"), ["here", "there", "both", "same"])
        Duty = self.env["marketing.duty"]
        self.assertEqual(Duty.search([("drift", "in", ("there", "both"))]), here[1] | here[2])
        self.assertEqual(Duty.search([("drift", "=", "here")]), here[0])
        found = self.statuses(self.adoption(catalog))
        self.assertEqual(found["duty"], {"there": 27, "drifted": 2, "new": 1})
        self.adopt(catalog)
        self.assertEqual(here.mapped("name")[:1] + [here[2].name], ["Our words", "Our words again"])
        self.assertEqual(self.sales.duty_ids.filtered(lambda duty: duty.origin_id == new).name, "Brand new")

    def test_taking_over_duty_by_duty(self):
        self.own_copy()
        duty = self.sales.duty_ids[0]
        duty.frequency = "daily"
        duty.origin_id.write({"work_standard": "Every Monday", "frequency": "weekly"})
        dialog = self.env["marketing.catalog.takeover"].with_user(self.officer)._prepare(duty.with_user(self.officer))
        ticked = {line.value_name: line.take for line in dialog.line_ids}
        standard = next(name for name in ticked if name.startswith("work_standard|"))
        self.assertEqual((ticked[standard], ticked["frequency"]), (True, False))
        dialog.action_take_over()
        self.assertEqual((duty.work_standard, duty.frequency), ("Every Monday", "daily"))
        self.assertEqual(duty.drift, "here")
        self.assertFalse(self.env["marketing.duty"].search([("drift", "in", ("there", "both"))]) & duty)

    def test_a_language_that_came_later_is_offered(self):
        self.adopt(self.standard)
        duty = self.sales.duty_ids[0]
        stored = {name: value for name, value in duty.adopted_values.items() if not name.endswith("zh_CN")}
        duty.adopted_values = stored
        self.env["res.lang"]._activate_lang("zh_CN")
        self.Catalog._load_shipped()
        duty.with_context(lang="zh_CN").name = duty.with_context(lang="en_US").name
        self.env.invalidate_all()
        self.assertEqual(duty.drift, "there")

    def test_a_copy_of_what_was_adopted_adds_only_what_is_worded_differently(self):
        self.adopt(self.deputy_head)
        copy = self.deputy_head.with_user(self.officer).copy()
        for code, _name in self.env["res.lang"].get_installed():
            copy.role_ids.duty_ids[0].with_context(lang=code).name = "Lead the section differently"
        found = self.statuses(self.adoption(copy))
        self.assertEqual(found["duty"], {"same": 6, "new": 1})
        self.adopt(copy)
        self.assertEqual(len(self.deputy.duty_ids), 8)

    def test_the_preview_says_which_department_a_job_is_in_and_what_it_gets(self):
        self.head.department_id = self.head_office
        adoption = self.adoption(self.standard)
        adoption.action_preview()
        change = adoption.change_ids.filtered(lambda change: change.name == "Marketing supervisor")[:1]
        self.assertEqual(change.owner, "Head Office")
        self.assertIn("At Least: 1", change.note)

    def test_two_catalogues_that_say_the_same_are_taken_once(self):
        self.adopt(self.standard)
        three_sets = self.catalog("general-three-sets")
        found = self.statuses(self.adoption(three_sets))
        self.assertEqual(found["function"], {"same": 10, "new": 20})
        self.adopt(three_sets)
        entries = self.marketing.function_ids | self.marketing.power_ids | self.marketing.working_rule_ids
        self.assertEqual(len(entries), 30)

    def test_and_the_other_way_round(self):
        self.adopt(self.catalog("general-three-sets"))
        self.assertEqual(self.statuses(self.adoption(self.standard))["function"], {"same": 10})

    def test_duties_make_tasks_only_if_that_was_chosen(self):
        self.adopt(self.deputy_head)
        self.assertFalse(any(self.deputy.duty_ids.mapped("makes_tasks")))
        self.adopt(self.catalog("specialist"), makes_tasks=True)
        job = self.env["hr.job"].search([("role_id.catalog_id.code", "=", "specialist")])
        recurring = job.duty_ids.filtered(lambda duty: duty.frequency not in (False, "event"))
        self.assertTrue(recurring)
        self.assertEqual(job.duty_ids.filtered("makes_tasks"), recurring)

    def test_what_was_archived_here_does_not_come_back(self):
        self.adopt(self.deputy_head)
        gone = self.deputy.duty_ids[0]
        gone.action_archive()
        self.assertEqual(self.statuses(self.adoption(self.deputy_head))["duty"], {"there": 7})
        self.adopt(self.deputy_head)
        self.assertEqual(len(self.deputy.duty_ids), 6)

    def test_choices_that_cannot_be(self):
        adoption = self.adoption(self.standard)
        adoption.line_ids[0].write({"action": "update", "job_id": self.sales.id})
        with self.assertRaises(UserError) as caught:
            adoption.action_preview()
        self.assertEqual(str(caught.exception), "“Sales Supervisors” is chosen for two roles.")
        adoption.line_ids[0].job_id = False
        with self.assertRaises(UserError):
            adoption.action_adopt()
        without = self.adoption(self.standard, department_id=False)
        with self.assertRaises(UserError):
            without.action_preview()
        without.take_functions = False
        without.action_preview()

    def test_only_hr_adopts_and_only_in_its_company(self):
        for login in ("chief", "seller"):
            user = self.env["res.users"].search([("login", "=", login)])
            with self.assertRaises(AccessError):
                self.adoption(self.standard, user=user)
        stranger = self.new_user(
            "stranger",
            "base.group_user,marketing_roles.group_hr_officer",
            self.env["res.company"].create({"name": "Other"}),
        )
        adoption = self.adoption(self.standard)
        with self.assertRaises(AccessError):
            adoption.with_user(stranger).action_preview()
        with self.assertRaises(AccessError):
            self.adoption(self.standard, user=stranger)

    def test_the_department_of_the_matching_jobs_is_proposed(self):
        self.head.department_id = self.sales.department_id = self.marketing
        self.deputy.department_id = self.head_office
        adoption = self.env(user=self.officer)["marketing.catalog.adoption"].create(
            {"catalog_id": self.standard.id, "company_id": self.company.id}
        )
        self.assertEqual(adoption.department_id, self.marketing)
        self.assertTrue(adoption.take_functions)
        (self.head | self.sales).department_id = False
        self.clerk.write({"job_id": self.head.id, "department_id": self.west.id})
        adoption = adoption.create({"catalog_id": self.standard.id, "company_id": self.company.id})
        self.assertEqual(adoption.department_id, self.west)

    def test_the_preview_says_when_there_is_nothing_to_make_and_the_end_what_is_open(self):
        adoption = self.adopt(self.standard)
        self.assertIn(str(adoption.gap_count), adoption.summary)
        gaps = self.env["marketing.coverage.gap"].with_user(self.officer).search([("kind", "in", ("open", "function"))])
        ours = gaps.filtered(
            lambda gap: (
                gap.duty_id.origin_id.catalog_id == self.standard
                or gap.function_id.origin_id.catalog_id == self.standard
            )
        )
        self.assertEqual(adoption.gap_count, len(ours))
        self.assertGreater(adoption.gap_count, 0)
        again = self.adoption(self.standard)
        again.action_preview()
        self.assertEqual(again.new_count, 0)
        self.assertIn("Everything is there already", again.summary)
