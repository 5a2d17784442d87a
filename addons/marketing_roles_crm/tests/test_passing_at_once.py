from contextlib import contextmanager

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestPassingAtOnce(TransactionCase):
    """R8: two users pass the same lead at the same moment, each in a transaction of their own."""

    @contextmanager
    def transaction(self):
        """Give an environment whose transaction is its own; nothing is kept unless it commits."""
        with db_connect(self.env.cr.dbname).cursor() as cr:
            try:
                yield api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True, "mail_create_nolog": True})
            finally:
                cr.rollback()

    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            lead = env["crm.lead"].create({"name": "Wanted by two", "user_id": False})
            self.lead_id, self.user_id = lead.id, env.ref("base.user_admin").id
            env.cr.commit()
        self.addCleanup(self.forget)

    def forget(self):
        with self.transaction() as env:
            env["crm.lead"].browse(self.lead_id).unlink()
            env.cr.commit()

    def passing(self, env):
        lead = env["crm.lead"].browse(self.lead_id)
        lead._pass_to_sales(env["res.users"].browse(self.user_id))
        env.flush_all()
        return lead

    def test_r8_the_second_gets_one_clear_sentence(self):
        with self.transaction() as first, self.transaction() as second:
            self.passing(first)
            with self.assertRaisesRegex(UserError, "is being changed by somebody else right now"):
                self.passing(second)
            first.cr.commit()
        with self.transaction() as again, self.assertRaisesRegex(UserError, "cannot be passed: It was passed to"):
            self.passing(again)
        with self.transaction() as env:
            self.assertEqual(len(env["crm.lead"].browse(self.lead_id).handover_ids), 1)

    @mute_logger("odoo.sql_db")
    def test_r8_who_read_before_the_first_was_done_is_asked_to_begin_again(self):
        """The database refuses; Odoo then repeats the request, which finds the lead passed."""
        with self.transaction() as first, self.transaction() as second:
            self.assertFalse(second["crm.lead"].browse(self.lead_id).passed_date)
            self.passing(first)
            first.cr.commit()
            with self.assertRaises(SerializationFailure):
                self.passing(second)
