from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import LeadsCase


class TestPassing(LeadsCase):
    """R8: the preview says which lead goes to whom and which stays and why; passing does the same."""

    def wizard(self, leads, user=None, **vals):
        """Return the dialog as somebody opens it on selected leads."""
        context = {"active_model": "crm.lead", "active_ids": leads.ids}
        Wizard = self.as_user(self.env["marketing.lead.pass"], user or self.reception)
        return Wizard.with_context(**Wizard.env.context, **context).create(vals)

    def preview(self, wizard):
        return {line.lead_id.name: line.user_id.login or line.problem for line in wizard.line_ids}

    def test_r8_to_one_person(self):
        leads = self.new_leads([{"name": "a", "campaign_id": self.campaign.id}, {"name": "b"}])
        wizard = self.wizard(leads, user_id=self.ann.id)
        self.assertEqual((wizard.mode, self.preview(wizard)), ("person", {"a": "seller", "b": "seller"}))
        with self.on("2025-06-02"):
            result = wizard.action_pass()
        self.assertIn("Passed: 2.", result["params"]["message"])
        self.assertRecordValues(
            leads,
            [
                {
                    "user_id": self.ann.id,
                    "passed_to_id": self.ann.id,
                    "passed_by_id": self.reception.id,
                    "passed_date": date(2025, 6, 2),
                    "next_feedback_date": date(2025, 6, 9),
                    "recorded_by_id": self.reception.id,
                }
            ]
            * 2,
        )
        self.assertRecordValues(
            leads[0].handover_ids,
            [
                {
                    "kind": "passed",
                    "author_id": self.reception.id,
                    "from_user_id": self.reception.id,
                    "to_user_id": self.ann.id,
                }
            ],
        )
        self.assertTrue(leads[0].message_ids.filtered(lambda message: "Passed to sales: seller" in message.body))

    def test_r8_leads_to_develop_go_by_region(self):
        self.new_region("South", self.ann, state_ids=self.guangdong.ids, team_id=self.team.id)
        self.new_region("Abroad", self.bob, country_ids=self.japan.ids)
        leads = self.new_leads(
            [
                {"name": "a", "handover_kind": "develop", "state_id": self.guangdong.id},
                {"name": "b", "handover_kind": "develop", "country_id": self.japan.id},
                {"name": "c", "handover_kind": "develop", "state_id": self.hubei.id},
                {"name": "d", "handover_kind": "develop"},
            ]
        )
        wizard = self.wizard(leads)
        self.assertEqual(wizard.mode, "region")
        self.assertEqual(
            self.preview(wizard),
            {
                "a": "seller",
                "b": "other_seller",
                "c": "No region covers its state or country.",
                "d": "It has neither state nor country, so no region fits.",
            },
        )
        self.assertEqual((wizard.ready_count, wizard.left_count), (2, 2))
        result = wizard.action_pass()
        self.assertIn("Passed: 2. Left: 2, the first is c.", result["params"]["message"])
        self.assertEqual(leads.mapped("user_id.login"), ["seller", "other_seller", "reception"])
        self.assertEqual((leads[0].team_id, leads[0].handover_ids.region_id.name), (self.team, "South"))
        self.assertEqual(leads.mapped("passed_to_id"), self.ann | self.bob)

    def test_r8_the_preview_says_why_a_lead_stays(self):
        names = ("passed", "won", "lost", "archived", "open")
        leads = self.new_leads([{"name": name} for name in names])
        self.pass_on_day(leads[0], "2025-06-02", self.bob)
        leads[1].action_set_won()
        leads[2].action_set_lost()
        leads[3].action_archive()
        wizard = self.wizard(leads, user_id=self.ann.id)
        found = self.preview(wizard)
        self.assertRegex(found.pop("passed"), "^It was passed to other_seller .* on .* already.$")
        self.assertEqual(
            found, {"won": "It is won.", "lost": "It is lost.", "archived": "It is archived.", "open": "seller"}
        )
        wizard.action_pass()
        self.assertEqual(leads.filtered(lambda lead: lead.passed_to_id == self.ann), leads[4])

    def test_r8_nobody_is_passed_a_lead_that_they_cannot_work_on(self):
        lead = self.new_lead()
        stranger = self.new_stranger()
        self.bob.action_archive()
        for user, problem in (
            (self.clerk_user, "has no right to work on leads."),
            (stranger, "does not work in its company."),
            (self.bob, "is archived."),
        ):
            step = lead.with_user(self.reception)._plan_passing(user)[0]
            self.assertEqual(step.problem, f"{user.name} {problem}")
            with self.assertRaisesRegex(UserError, "Ten pieces cannot be passed"):
                lead.with_user(self.reception)._pass_to_sales(user)
        self.assertFalse(lead.passed_date)

    def test_nothing_is_done_without_a_person(self):
        wizard = self.wizard(self.new_lead())
        self.assertEqual(self.preview(wizard), {"Ten pieces": "Nobody is chosen yet."})
        with self.assertRaisesRegex(UserError, "Choose the salesperson"):
            wizard.action_pass()

    def test_the_dialog_offers_those_who_work_on_leads(self):
        domain = self.env["marketing.lead.pass"]._get_receiver_domain()
        offered = self.as_user(self.env["res.users"], self.ann).search(domain)
        self.assertLessEqual(self.ann | self.bob | self.leader | self.manager, offered)
        self.assertFalse(offered & (self.clerk_user | self.boss.user_id))

    def test_the_preview_follows_what_is_chosen(self):
        self.new_region("South", self.bob, state_ids=self.guangdong.ids)
        lead = self.new_lead(state_id=self.guangdong.id)
        context = {"active_ids": lead.ids}
        form = Form(self.as_user(self.env["marketing.lead.pass"], self.reception).with_context(**context))
        form.user_id = self.ann
        self.assertEqual(form.line_ids._records[0]["user_id"], self.ann.id)
        form.mode = "region"
        self.assertEqual(form.line_ids._records[0]["user_id"], self.bob.id)
        self.assertEqual(form.ready_count, 1)

    def test_r8_passed_once(self):
        lead = self.new_passed_lead("2025-06-02")
        with self.assertRaisesRegex(UserError, "Ten pieces cannot be passed: It was passed to seller"):
            self.wizard(lead, user_id=self.bob.id).action_pass()
        self.assertEqual(lead.user_id, self.ann)

    def test_r8_two_at_once_one_gets_one_sentence(self):
        """What is locked by somebody else's transaction is not passed, and said so."""
        lead = self.new_lead()
        taken = self.env["crm.lead"].search([("id", "!=", lead.id)], limit=1)
        self.patch(type(lead), "try_lock_for_update", lambda records, **_options: records - lead)
        self.assertNotIn(lead, taken)
        with self.assertRaisesRegex(UserError, "^Ten pieces is being changed by somebody else right now; try again.$"):
            self.wizard(lead, user_id=self.ann.id).action_pass()
        self.assertFalse(lead.passed_date)

    def test_r8_passing_on_keeps_the_history_and_the_debt(self):
        lead = self.new_passed_lead("2025-06-02")
        with self.on("2025-06-12"):
            wizard = self.wizard(lead, self.ann, is_pass_on=True, user_id=self.bob.id, reason="Moved north")
            result = wizard.action_pass()
        self.assertRecordValues(
            lead.handover_ids[0],
            [
                {
                    "kind": "passed_on",
                    "author_id": self.ann.id,
                    "from_user_id": self.ann.id,
                    "to_user_id": self.bob.id,
                    "reason": "Moved north",
                }
            ],
        )
        self.assertEqual(lead.handover_ids.mapped("kind"), ["passed_on", "passed"])
        self.assertEqual((lead.user_id, lead.passed_to_id, self.due(lead)), (self.bob, self.ann, "2025-06-09"))
        self.assertTrue(lead.message_ids.filtered(lambda message: "Passed on from seller" in message.body))
        # Ann may not read it any more, so her screen goes elsewhere instead of into an error.
        self.assertEqual(result["params"]["next"]["type"], "ir.actions.act_window")

    def test_r8_passing_on_needs_a_reason_a_passed_lead_and_another_person(self):
        lead, waiting = self.new_passed_lead("2025-06-02"), self.new_lead("Waiting")
        with self.assertRaisesRegex(UserError, "Say why"):
            self.wizard(lead, self.leader, is_pass_on=True, user_id=self.bob.id, reason=" ").action_pass()
        wizard = self.wizard(lead | waiting, self.leader, is_pass_on=True, user_id=self.ann.id, reason="x")
        self.assertEqual(
            self.preview(wizard),
            {"Ten pieces": f"{self.ann.name} has it already.", "Waiting": "It has not been passed to sales yet."},
        )
        with self.assertRaisesRegex(UserError, "cannot be passed"):
            wizard.action_pass()

    def test_a_context_does_not_make_a_change_look_passed_on(self):
        lead = self.new_passed_lead("2025-06-02")
        self.as_user(lead, self.leader).with_context(passed_on_because="x").write({"user_id": self.bob.id})
        self.assertEqual(lead.handover_ids[0].kind, "reassigned")

    def test_only_those_who_may_write_the_lead_pass_it(self):
        lead = self.new_lead()
        for user in (self.ann, self.clerk_user, self.new_stranger()):
            with self.assertRaises(AccessError):
                self.as_user(lead, user)._pass_to_sales(self.bob)
        with self.assertRaises(AccessError):
            self.wizard(lead, self.ann, user_id=self.bob.id).action_pass()
        with self.assertRaises(AccessError):
            self.wizard(lead, self.clerk_user, user_id=self.bob.id)
        self.assertFalse(lead.passed_date)

    def test_reception_that_reads_own_leads_only_can_pass_them(self):
        self.reception.group_ids -= self.env.ref("sales_team.group_sale_salesman_all_leads")
        self.reception.group_ids += self.env.ref("sales_team.group_sale_salesman")
        lead = self.new_lead()
        result = self.wizard(lead, user_id=self.ann.id).action_pass()
        self.assertEqual(lead.user_id, self.ann)
        self.assertFalse(self.as_user(lead, self.reception).has_access("read"))
        self.assertEqual(result["params"]["next"]["res_model"], "crm.lead")

    def test_the_number_of_queries_of_a_plan_does_not_grow_with_the_leads(self):
        self.new_region("South", self.ann, state_ids=self.guangdong.ids)
        leads = self.new_leads([{"name": str(n), "state_id": self.guangdong.id} for n in range(1000)])
        self.env.flush_all()
        counts = []
        for some in (leads[:10], leads[:10], leads):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            steps = some.with_user(self.reception)._plan_passing()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertFalse(any(step.problem for step in steps))
        self.assertEqual(counts[1], counts[2])
