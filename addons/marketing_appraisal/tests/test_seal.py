import json

from odoo.exceptions import AccessError, UserError

from .common import MarketingAppraisalCase


class TestSeal(MarketingAppraisalCase):
    """R70, R71: what is signed is kept and chained; every way of tampering by SQL is found and named."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.published_month(2)
        cls.second = cls.open_month(3)
        cls.sell(3)
        for appraisal in cls.second.appraisal_ids:
            appraisal.self_assessment = f"What {appraisal.employee_id.name} wrote"
        cls.add_task(cls.clerk)
        cls.second.appraisal_ids._sync_ratings()
        cls.score(cls.second)
        cls.second.appraisal_ids.rating_ids[0].note = "Because of the fair"
        cls.run_steps(cls.second)
        cls.second.action_grade()
        cls.second.with_user(cls.general_manager).action_sign()
        cls.seals = cls.env["marketing.appraisal.seal"].search([("company_id", "=", cls.company.id)])

    def verify(self, user=None):
        model = self.as_user("marketing.appraisal.verification", user) if user else (
            self.env["marketing.appraisal.verification"]
        )  # fmt: skip
        return model.create({"company_id": self.company.id})

    def tampered(self, query, *values):
        """Return what a verification says after a change by SQL, which is then undone."""
        self.env.flush_all()
        with self.cr.savepoint(flush=False) as savepoint:
            self.cr.execute(query, values)
            self.assertTrue(self.cr.rowcount)
            self.env.invalidate_all(flush=False)
            found = self.verify()
            said = (found.state, found.outcome, found.result_id.employee_id.name)
            savepoint.rollback()
        self.env.invalidate_all(flush=False)
        return said

    def test_r71_everybody_signed_has_one_link_and_the_chain_is_whole(self):
        signed = (self.first | self.second).appraisal_ids
        self.assertEqual(self.seals.mapped("number"), list(range(1, len(signed) + 1)))
        self.assertEqual(set(self.seals.result_id.appraisal_id), set(signed))
        found = self.verify()
        self.assertEqual((found.state, found.count), ("whole", len(signed)))
        self.assertIn(f"All {len(signed)} signed results", found.outcome)

    def test_r71_what_is_changed_on_the_rows_is_found_and_named(self):
        seal = self.seals[1]
        result = seal.result_id
        name = result.display_name
        tables = {
            "points, total or grade": (
                "UPDATE marketing_appraisal_result SET total = total + 0.01 WHERE id = %s", result.id,
            ),
            "who was appraised": (
                "UPDATE marketing_appraisal SET appraiser_id = %s WHERE id = %s", self.clerk.id, result.appraisal_id.id,
            ),
            "the date of the signature": (
                "UPDATE marketing_appraisal_result SET signed_date = signed_date - INTERVAL '1 day' WHERE id = %s",
                result.id,
            ),
            "the lines": (
                "UPDATE marketing_appraisal_result_line SET points = 1 WHERE id = %s", result.line_ids[0].id,
            ),
            "the scores": (
                "UPDATE marketing_appraisal_rating SET score = 2 WHERE id = %s", result.appraisal_id.rating_ids[0].id,
            ),
        }  # fmt: skip
        for subject, change in tables.items():
            with self.subTest(subject):
                state, outcome, employee = self.tampered(*change)
                self.assertEqual((state, employee), ("broken", result.employee_id.name))
                self.assertIn(name, outcome)
                self.assertIn(subject, outcome)
        gone = self.tampered(
            "DELETE FROM marketing_appraisal_rating WHERE id = %s", result.appraisal_id.rating_ids[0].id
        )
        self.assertIn("the scores", gone[1])

    def test_r71_evidence_and_texts_are_part_of_it(self):
        row = self.env["marketing.appraisal.evidence.row"].search([("numerator", ">", 0)], limit=1)
        changed = self.tampered("UPDATE marketing_appraisal_evidence_row SET numerator = 1 WHERE id = %s", row.id)
        self.assertIn("the documents behind the figures", changed[1])
        removed = self.tampered("DELETE FROM marketing_appraisal_evidence_row WHERE id = %s", row.id)
        self.assertIn("the documents behind the figures", removed[1])
        appraisal = self.second.appraisal_ids[0]
        text = self.tampered("UPDATE marketing_appraisal SET self_assessment = 'other' WHERE id = %s", appraisal.id)
        self.assertIn("a text that somebody wrote", text[1])
        added = self.tampered("UPDATE marketing_appraisal SET self_assessment = 'x' WHERE id = %s",
                              self.first.appraisal_ids[0].id)  # fmt: skip
        self.assertIn("a text that somebody wrote", added[1])

    def test_r71_changed_removed_moved_and_cut_off(self):
        one, two, last = self.seals[0], self.seals[1], self.seals[-1]
        content = self.tampered("UPDATE marketing_appraisal_seal SET content = content || ' ' WHERE id = %s", two.id)
        self.assertIn(f"snapshot number 2 ({two.result_id.display_name}) has been changed", content[1])
        self.cr.execute(
            "ALTER TABLE marketing_appraisal_seal_text DROP CONSTRAINT marketing_appraisal_seal_text_seal_id_fkey"
        )
        removed = self.tampered("DELETE FROM marketing_appraisal_seal WHERE id = %s", two.id)
        self.assertIn("number 2 has been removed", removed[1])
        cut = self.tampered("DELETE FROM marketing_appraisal_seal WHERE id = %s", last.id)
        self.assertIn(f"from number {last.number} on have been removed", cut[1])
        all_gone = self.tampered("DELETE FROM marketing_appraisal_seal WHERE company_id = %s", self.company.id)
        self.assertIn("from number 1 on", all_gone[1])
        self.cr.execute("ALTER TABLE marketing_appraisal_seal DROP CONSTRAINT marketing_appraisal_seal_number_uniq")
        moved = self.tampered(
            "UPDATE marketing_appraisal_seal SET number = %s - number WHERE id IN %s", 3, (one.id, two.id)
        )
        self.assertEqual(moved[0], "broken")
        self.assertIn("number 1 ", moved[1])
        self.assertIn("does not follow", moved[1])

    def test_r71_the_tail_with_its_results_and_a_signature_without_a_seal(self):
        last = self.seals[-1]
        self.cr.execute(
            "ALTER TABLE marketing_appraisal_seal_text DROP CONSTRAINT marketing_appraisal_seal_text_seal_id_fkey"
        )
        everything = self.tampered(
            "WITH s AS (DELETE FROM marketing_appraisal_seal WHERE id = %s RETURNING result_id)"
            " DELETE FROM marketing_appraisal_result_line l USING s WHERE l.result_id = s.result_id",
            last.id,
        )
        self.assertIn(f"from number {last.number} on", everything[1])
        april = self.open_month(4)
        forged = april.appraisal_ids[0].result_ids
        said = self.tampered("UPDATE marketing_appraisal_result SET signed_date = NOW() WHERE id = %s", forged.id)
        self.assertIn(f"{forged.display_name} says that it is signed", said[1])

    def test_r71_erasing_a_text_keeps_the_chain_whole(self):
        appraisal = self.second.appraisal_ids.filtered(lambda one: one.rating_ids.filtered("note"))
        before = self.seals.mapped("hash")
        with self.assertRaisesRegex(AccessError, "erased by the HR manager"):
            appraisal.with_user(self.officer).action_erase_texts()
        appraisal.with_user(self.hr_manager).action_erase_texts()
        self.assertFalse(appraisal.self_assessment)
        self.assertFalse(any(appraisal.rating_ids.mapped("note")))
        self.assertEqual(self.seals.mapped("hash"), before)
        self.assertEqual(self.verify().state, "whole")
        secret = self.env["marketing.appraisal.seal.text"].search(
            [("seal_id.result_id.appraisal_id", "=", appraisal.id)]
        )
        self.assertTrue(secret)
        self.assertFalse(any(secret.mapped("salt")))
        back = self.tampered("UPDATE marketing_appraisal SET self_assessment = 'invented' WHERE id = %s", appraisal.id)
        self.assertIn("a text that somebody wrote", back[1])
        with self.assertRaisesRegex(UserError, "is not signed"):
            self.open_month(5).appraisal_ids[0].with_user(self.hr_manager).action_erase_texts()

    def test_no_text_stands_in_a_snapshot(self):
        for seal in self.seals:
            self.assertNotIn("wrote", seal.content)
            self.assertNotIn("fair", seal.content)

    def test_r70_the_snapshot_holds_rules_card_people_and_figures(self):
        result = self.appraisal_of(self.second, self.seller).result_ids
        content = json.loads(result.seal_ids.content)
        self.assertEqual(content["context"]["policy"]["work_weight"], "40.0")
        self.assertEqual(content["rows"]["appraisal"]["appraiser_id"], self.chief.id)
        self.assertEqual(content["rows"]["result"]["total"], str(result.total))
        (criterion,) = content["context"]["scorecard"]["criteria"].values()
        self.assertEqual(criterion["scale"]["nominal_points"], "40.0")
        self.assertEqual([step for step, _user, _date, _stood_in in content["context"]["steps"]][-1], "signature")

    def test_r70_evidence_is_kept_once_for_everybody_signed_on_it(self):
        kept = self.env["marketing.appraisal.evidence"].search([("period_id", "=", self.second.id)])
        self.assertEqual(len(kept), len(kept.kpi_id))
        april = self.open_month(4)
        self.sell(4)
        self.add_task(self.clerk, "2025-04-20")
        april.appraisal_ids._sync_ratings()
        self.score(april)
        self.run_steps(april)
        april.action_grade()
        april.appraisal_ids[0].with_user(self.general_manager).action_sign()
        april.appraisal_ids[1].with_user(self.general_manager).action_sign()
        kept = self.env["marketing.appraisal.evidence"].search([("period_id", "=", april.id)])
        self.assertEqual(len(kept), len(kept.kpi_id))

    def test_who_verifies(self):
        for user in (self.hr_manager, self.general_manager):
            self.assertEqual(self.verify(user).state, "whole")
        for user in (self.officer, self.chief.user_id, self.seller.user_id):
            with self.assertRaises(AccessError):
                self.verify(user)
            with self.assertRaises(AccessError):
                self.as_user("marketing.appraisal.seal", user).search([])
        for model in ("marketing.appraisal.seal.text", "marketing.appraisal.chain"):
            with self.assertRaises(AccessError):
                self.as_user(model, self.hr_manager).search([])

    def test_nobody_writes_or_deletes_a_snapshot(self):
        for user in (self.hr_manager, self.general_manager):
            seal = self.seals[0].with_user(user)
            with self.assertRaises(AccessError):
                seal.write({"content": "{}"})
            with self.assertRaises(AccessError):
                seal.unlink()
        with self.assertRaisesRegex(UserError, "stays as it was signed"):
            self.seals[0].unlink()

    def test_the_own_snapshot_is_read_once_published(self):
        self.seller.user_id.group_ids += self.env.ref("marketing_roles.group_hr_manager")
        mine = self.as_user("marketing.appraisal.seal", self.seller.user_id).search([])
        self.assertEqual(mine.filtered(lambda one: one.employee_id == self.seller).period_id, self.first)


class TestDrift(MarketingAppraisalCase):
    """R70: what a signed result would be today, and which documents changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.period = cls.published_month()
        cls.result = cls.appraisal_of(cls.period, cls.seller).result_ids

    def compare(self, result=None, user=None):
        result = (result or self.result).with_user(user or self.hr_manager)
        action = result.action_compare()
        return self.env[action["res_model"]].with_user(user or self.hr_manager).browse(action["res_id"])

    def test_r70_nothing_has_changed(self):
        drift = self.compare()
        self.assertFalse(drift.is_changed)
        self.assertEqual((drift.total, drift.grade), (self.result.total, self.result.grade))
        self.assertFalse(drift.line_ids | drift.line_ids.browse(drift.document_ids.ids))

    def test_r70_a_later_invoice_changes_nothing_signed_and_shows(self):
        signed = (self.result.total, self.result.grade)
        late = self.invoice(self.seller.user_id, "2025-03-12", 250)
        self.assertEqual((self.result.total, self.result.grade), signed)
        drift = self.compare(user=self.general_manager)
        self.assertTrue(drift.is_changed)
        line = drift.line_ids.filtered(lambda one: one.name == "Sales plan completion")
        self.assertEqual((line.signed_points, line.points, line.numerator), (36, 46, 1150))
        rows = drift.document_ids.filtered(lambda row: row.kpi_id == self.plan_kpi)
        self.assertEqual([(row.res_id, row.signed_numerator, row.numerator) for row in rows], [(late.id, 0, 250)])
        self.assertEqual(drift.document_count, len(drift.document_ids))
        self.assertEqual(
            self.env["marketing.appraisal.verification"].create({"company_id": self.company.id}).state, "whole"
        )

    def test_r70_the_documents_of_a_signed_figure_are_those_of_then(self):
        self.invoice(self.seller.user_id, "2025-03-12", 250)
        line = self.result.line_ids.filtered(lambda one: one.kpi_id == self.plan_kpi)
        action = line.with_user(self.seller.user_id).action_open_evidence()
        self.assertEqual(action["res_model"], "marketing.appraisal.evidence.row")
        rows = self.as_user(action["res_model"], self.seller.user_id).search(action["domain"])
        self.assertEqual(sum(rows.mapped("numerator")), 900)
        self.assertEqual(sum(rows.mapped("denominator")), 1000)

    def test_single_sales_of_colleagues_are_not_told(self):
        """The result of the unit is everybody's; who sold what in it is not."""
        self.invoice(self.chief.user_id, "2025-03-12", 250)
        drift = self.compare(user=self.seller.user_id)
        self.assertTrue(drift.is_changed)
        self.assertFalse(drift.document_ids)
        unit = self.result.line_ids.filtered(lambda one: one.section == "company")
        action = unit.with_user(self.seller.user_id).action_open_evidence()
        self.assertEqual(action["res_model"], "sales.kpi.evidence")
        hidden = self.as_user("marketing.appraisal.evidence.row", self.seller.user_id).search([])
        self.assertEqual(hidden.employee_id, self.seller)

    def test_who_compares(self):
        april = self.open_month(4)
        unsigned = self.appraisal_of(april, self.seller).result_ids
        with self.assertRaisesRegex(UserError, "is not signed"):
            self.compare(unsigned)
        with self.assertRaises(AccessError):
            self.compare(user=self.other_seller.user_id)
        mine = self.compare(user=self.seller.user_id)
        with self.assertRaises(AccessError):
            mine.with_user(self.other_seller.user_id).read(["total"])
        with self.assertRaises(AccessError):
            mine.with_user(self.seller.user_id).write({"total": 5})
