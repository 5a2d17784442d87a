from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..models.year.marketing_appraisal_ballot import ITEMS


class ReviewController(http.Controller):
    """The ballot paper: by its token, for whoever has it, with or without an account (R53)."""

    @http.route(
        "/appraisal/review/<string:token>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        website=True,
        sitemap=False,
    )
    def vote(self, token, **numbers):
        """Show the paper, or take it; what was typed wrong is said and stays typed."""
        voter = request.env["marketing.appraisal.review.voter"].sudo().search([("token", "=", token)])
        if not voter:
            return self._say(request.env._("This vote was given already, or the vote is closed."))
        # All of the page, and not only what is read from records, in the voter's language.
        request.update_context(lang=voter.language)
        voter = voter.with_context(lang=voter.language)
        obstacle = voter._find_obstacle()
        if obstacle:
            return self._say(obstacle)
        values = {"voter": voter, "subjects": voter._get_subjects(), "items": ITEMS, "typed": numbers, "error": False}
        if request.httprequest.method == "POST":
            try:
                with request.env.cr.savepoint():
                    voter.env["marketing.appraisal.ballot"]._cast(token, self._read(numbers, values["subjects"]))
                return self._say(voter.env._("Your vote is taken. Thank you."))
            except UserError as error:
                values["error"] = str(error)
        return request.render("marketing_appraisal.review_paper", values)

    def _read(self, numbers, subjects):
        """Return {appraisal id: {item: number}} of what was typed.

        :raises UserError: where something is no whole number
        """
        votes = {}
        for case in subjects:
            typed = {item: (numbers.get(f"{case.id}_{item}") or "").strip() for item in ITEMS}
            if not all(text.isdecimal() and text.isascii() and len(text) <= 3 for text in typed.values()):
                raise UserError(case.env._("Each vote is a whole number from 0 to 100."))
            votes[case.id] = {item: int(text) for item, text in typed.items()}
        return votes

    def _say(self, sentence):
        return request.render("marketing_appraisal.review_said", {"sentence": sentence})
