from odoo import fields
from odoo.tests import freeze_time, new_test_user

from odoo.addons.marketing_roles.tests.common import MarketingRolesCase

SELLER = "base.group_user,sales_team.group_sale_salesman"
LEADER = "base.group_user,sales_team.group_sale_salesman_all_leads"
MANAGER = "base.group_user,sales_team.group_sale_manager"


class LeadsCase(MarketingRolesCase):
    """The test company in Shanghai: reception records leads, two sellers follow them up, a leader leads both."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.company.country_id = cls.env.ref("base.cn")
        cls.reception = cls.new_user("reception", LEADER)
        cls.clerk_user = cls.clerk.user_id
        cls.ann, cls.bob = cls.seller.user_id, cls.other_seller.user_id
        (cls.ann | cls.bob).group_ids += cls.env.ref("sales_team.group_sale_salesman")
        cls.leader = cls.chief.user_id
        cls.leader.group_ids += cls.env.ref("sales_team.group_sale_salesman_all_leads")
        cls.manager = cls.new_user("sales_manager", MANAGER)
        cls.team = cls.env["crm.team"].create(
            {
                "name": "East Team",
                "company_id": cls.company.id,
                "user_id": cls.leader.id,
                "member_ids": [(6, 0, (cls.ann | cls.bob).ids)],
            }
        )
        cls.campaign = cls.env["utm.campaign"].create({"title": "Spring Fair"})
        cls.china, cls.japan = cls.env.ref("base.cn"), cls.env.ref("base.jp")
        cls.guangdong, cls.hubei = cls.env.ref("base.state_cn_GD"), cls.env.ref("base.state_cn_HB")
        cls.Lead, cls.Feedback = cls.env["crm.lead"], cls.env["marketing.lead.feedback"]

    @classmethod
    def new_lead(cls, name="Ten pieces", **vals):
        """Return a lead as reception records it."""
        return cls.new_leads([{"name": name, **vals}])

    @classmethod
    def new_leads(cls, vals_list):
        standard = {"type": "opportunity", "company_id": cls.company.id, "user_id": cls.reception.id}
        return cls.Lead.with_user(cls.reception).create([{**standard, **vals} for vals in vals_list]).with_env(cls.env)

    @classmethod
    def new_region(cls, name, user, **vals):
        return cls.env["marketing.lead.region"].create(
            {"name": name, "user_id": user.id, "company_id": cls.company.id, **vals}
        )

    def new_passed_lead(self, day="2025-06-02", user=None, **vals):
        """Return a lead that was passed on a day, at noon in Shanghai."""
        lead = self.new_lead(**vals)
        self.pass_on_day(lead, day, user)
        return lead

    def pass_on_day(self, leads, day, user=None):
        with self.on(day):
            leads.with_user(self.reception)._pass_to_sales(user or self.ann)
            leads.flush_recordset()

    def on(self, day):
        """Make it noon of a day in Shanghai."""
        return freeze_time(f"{day} 04:00:00")

    def report(self, lead, day, user=None, text="Called them", **vals):
        """Write feedback on a day as the salesperson."""
        with self.on(day):
            feedback = self.as_user(self.Feedback, user or lead.user_id).create(
                {"lead_id": lead.id, "text": text, **vals}
            )
            self.env.flush_all()
        return feedback.with_env(self.env)

    def as_user(self, records, user):
        """Return records as a user sees them, in their own companies and with nothing in the cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        return records.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)

    def due(self, lead):
        return fields.Date.to_string(lead.next_feedback_date) if lead.next_feedback_date else False

    @classmethod
    def new_stranger(cls):
        """Return an administrator of everything in another company."""
        other = cls.env["res.company"].create({"name": "Elsewhere"})
        return new_test_user(
            cls.env,
            login="stranger",
            groups="base.group_user,sales_team.group_sale_manager,marketing_roles.group_administrator",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
