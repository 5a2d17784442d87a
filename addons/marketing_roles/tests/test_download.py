import base64

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import MarketingRolesCase


@tagged("post_install", "-at_install")
class TestDownload(MarketingRolesCase, HttpCase):
    """A file made for one reader."""

    def test_r29d_only_its_reader_fetches_it(self):
        action = self.env["marketing.download"].with_user(self.seller.user_id)._offer("Figures 1/2.xlsx", b"content")
        self.assertEqual(self.fetch_download(action), b"content")
        download = self.env["marketing.download"].search([("name", "=", "Figures 1/2.xlsx")])
        with self.assertRaises(AccessError):
            download.with_user(self.chief.user_id).read(["content"])
        with self.assertRaises(AccessError):
            download.with_user(self.seller.user_id).write({"content": base64.b64encode(b"other")})
        for user, found in ((self.seller.user_id, 200), (self.chief.user_id, 404)):
            user.password = user.login
            self.authenticate(user.login, user.login)
            answer = self.url_open(action["url"])
            self.assertEqual(answer.status_code, found)
        self.authenticate(self.seller.user_id.login, self.seller.user_id.login)
        answer = self.url_open(action["url"])
        self.assertEqual(answer.content, b"content")
        self.assertIn("attachment", answer.headers["Content-Disposition"])
