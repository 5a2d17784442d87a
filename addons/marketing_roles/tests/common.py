import base64

from odoo.tests import TransactionCase, new_test_user


class MarketingRolesCase(TransactionCase):
    """A company with a head office, two branches, a supervisor and a salesperson in each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context=dict(cls.env.context, tracking_disable=True, no_reset_password=True, mail_create_nolog=True)
        )
        cls.company = cls.env["res.company"].create({"name": "Test Company"})
        cls.env.user.write({"company_ids": [(4, cls.company.id)], "company_id": cls.company.id})
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=[cls.company.id]))
        Department = cls.env["hr.department"]
        cls.head_office = Department.create({"name": "Head Office", "company_id": cls.company.id})
        cls.east = Department.create({"name": "East", "is_branch": True, "company_id": cls.company.id})
        cls.east_sales = Department.create(
            {"name": "East Sales", "parent_id": cls.east.id, "company_id": cls.company.id}
        )
        cls.west = Department.create({"name": "West", "is_branch": True, "company_id": cls.company.id})
        Job = cls.env["hr.job"].with_context(default_company_id=cls.company.id)
        cls.seller_job = Job.create(
            {"name": "Test Seller", "role_id": cls.env.ref("marketing_roles.role_salesperson").id}
        )
        cls.supervisor_job = Job.create(
            {"name": "Test Supervisor", "role_id": cls.env.ref("marketing_roles.role_sales_supervisor").id}
        )
        cls.clerk_job = Job.create({"name": "Test Clerk"})
        cls.boss = cls.new_employee("boss", cls.head_office, cls.clerk_job)
        cls.chief = cls.new_employee("chief", cls.east, cls.supervisor_job, cls.boss)
        cls.seller = cls.new_employee("seller", cls.east_sales, cls.seller_job, cls.chief)
        cls.other_chief = cls.new_employee("other_chief", cls.west, cls.supervisor_job, cls.boss)
        cls.other_seller = cls.new_employee("other_seller", cls.west, cls.seller_job, cls.other_chief)
        cls.clerk = cls.new_employee("clerk", cls.head_office, cls.clerk_job, cls.boss)

    @classmethod
    def new_user(cls, login, groups="base.group_user", company=None):
        company = company or cls.company
        return new_test_user(
            cls.env,
            login=login,
            groups=groups,
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
            # Whatever languages are installed: sentences are compared.
            lang="en_US",
        )

    @classmethod
    def new_employee(cls, login, department, job, manager=None, day="2025-01-01", user_groups="base.group_user"):
        """Create a user and the employee who works in a job from a day on."""
        return cls.env["hr.employee"].create(
            {
                "name": login,
                "user_id": cls.new_user(login, user_groups).id,
                "company_id": cls.company.id,
                "department_id": department.id,
                "job_id": job.id,
                "parent_id": manager.id if manager else False,
                "date_version": day,
                "contract_date_start": day,
            }
        )

    def fetch_download(self, action):
        """Return the file that an action offers, as bytes."""
        *_address, model, number, name = action["url"].split("?")[0].split("/")
        return base64.b64decode(self.env[model].browse(int(number))[name])
