from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_datetime

from ..engine.chain import BEGINNING, CHANGED, CUT_OFF, MISSING, MOVED, find_break, find_cut
from ..models.earlier.marketing_appraisal_imported import IMPORTED

READERS = "marketing_roles.group_hr_manager,marketing_roles.group_general_manager"
# Snapshots are long texts: so many are held in memory at a time.
BLOCK_SIZE = 500
NOTHING, WHOLE, BROKEN = "nothing", "whole", "broken"


class MarketingAppraisalVerification(models.TransientModel):
    """Checks the chain of signed results of a company, and names the first place at which it is not whole (R71)."""

    _name = "marketing.appraisal.verification"
    _description = "Verify Signed Results"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    state = fields.Selection([(NOTHING, "Nothing Signed Yet"), (WHOLE, "Whole"), (BROKEN, "Broken")], readonly=True)
    count = fields.Integer(string="Signed Results", readonly=True)
    outcome = fields.Text(readonly=True)
    result_id = fields.Many2one("marketing.appraisal.result", readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Verify at once, and keep what was found at that moment, whatever else is given."""
        found = []
        for vals in vals_list:
            company = self.env["res.company"].browse(vals.get("company_id")) or self.env.company
            self._check_may_verify(company)
            found.append(self.sudo()._verify(company))
        return super().create(found)

    @api.model
    def _check_may_verify(self, company):
        if self.env.su:
            return
        if not self.env.user.has_groups(READERS):
            raise AccessError(self.env._("Signed results are verified by the HR manager or the general manager."))
        if company not in self.env.user.company_ids:
            raise AccessError(self.env._("%(company)s is none of your companies.", company=company.sudo().display_name))

    @api.model
    def _verify(self, company):
        """Return the values of a verification: how many were verified, and the first break or that there is none."""
        count, sentence, result = self._walk(company)
        return {
            "company_id": company.id,
            "count": count,
            "outcome": sentence or self._describe_whole(company, count),
            "state": BROKEN if sentence else WHOLE if count else NOTHING,
            "result_id": result.exists().id,
        }

    @api.model
    def _describe_whole(self, company, count):
        if not count:
            return self.env._("No result has been signed in this company yet.")
        last = self.env["marketing.appraisal.seal"].sudo().search(
            [("company_id", "=", company.id)], order="number desc", limit=1
        )  # fmt: skip
        words = {"count": count, "date": format_datetime(self.env, last.create_date)}
        imported = self.env["marketing.appraisal.result"].sudo().with_context(active_test=False).search_count(
            [("company_id", "=", company.id), ("is_imported", "=", True)]
        )  # fmt: skip
        if imported:
            return self.env._(
                "All %(count)s signed or imported results are as they were, the last one of %(date)s; "
                "%(imported)s are imported and were signed elsewhere, if at all.",
                imported=imported,
                **words,
            )
        return self.env._("All %(count)s signed results are as they were signed, the last one on %(date)s.", **words)

    @api.model
    def _walk(self, company):
        """Walk through the chain of the company.

        :return: (number of seals, sentence about the first break or None, its result or an empty one)
        """
        Seal = self.env["marketing.appraisal.seal"]
        domain = [("company_id", "=", company.id)]
        count, number, previous = 0, 0, BEGINNING
        # By number, and no id: what was moved keeps its id.
        while seals := Seal.search([*domain, ("number", ">", number)], order="number", limit=BLOCK_SIZE):
            links = [seal._to_link() for seal in seals]
            broken = find_break(links, number, previous)
            # What stands before the break of the chain is looked at first: the first thing that is wrong is named.
            before = seals.filtered(lambda seal, broken=broken: not broken or seal.number < broken.number)
            different = self.env["marketing.appraisal.sealer"]._find_differences(before)
            for place, seal in enumerate(before):
                if seal in different:
                    return count + place, self._describe_difference(seal, different[seal]), seal.result_id
            if broken:
                return count + len(before), *self._describe_break(broken, seals)
            count, number, previous = count + len(seals), links[-1].number, links[-1].hash
            self.env.invalidate_all()
        return count, *self._find_at_the_end(company, number, previous)

    @api.model
    def _find_at_the_end(self, company, number, previous):
        """Look for what is missing after the last link: the head knows how many there were, results say who."""
        chain = self.env["marketing.appraisal.chain"].search([("company_id", "=", company.id)])
        broken = find_cut(number, previous, chain.last_number, chain.last_hash or BEGINNING)
        if broken:
            return self._describe_break(broken, self.env["marketing.appraisal.seal"])
        results = self.env["marketing.appraisal.result"].with_context(active_test=False)
        unsealed = results.search(
            [
                ("company_id", "=", company.id),
                "|", ("signed_date", "!=", False), ("is_imported", "=", True),
                ("seal_ids", "=", False),
            ],
            limit=1,
        )  # fmt: skip
        if unsealed:
            words = {"result": self._name_of(unsealed)}
            if unsealed.is_imported:
                return self.env._("%(result)s says that it is imported, and nobody took it over.", **words), unsealed
            return self.env._("%(result)s says that it is signed, and was never sealed.", **words), unsealed
        return None, unsealed

    def _describe_break(self, broken, seals):
        """Return (sentence, result) of a break of the chain itself."""
        seal = seals.filtered(lambda one: one.number == broken.number)[:1]
        words = {"number": broken.number, "result": self._name_of(seal.result_id)}
        sentences = {
            MISSING: self.env._("The signed result number %(number)s has been removed.", **words),
            MOVED: self.env._(
                "The signed result number %(number)s (%(result)s) does not follow the one before it: something was "
                "moved, or put in its place.",
                **words,
            ),
            CHANGED: self.env._("The snapshot number %(number)s (%(result)s) has been changed.", **words),
            CUT_OFF: self.env._(
                "The signed results from number %(number)s on have been removed: the company has signed more.", **words
            ),
        }
        if broken.kind == CHANGED and not seal:
            return self.env._(
                "The head of the chain does not fit its last link, number %(number)s.", **words
            ), seal.result_id
        return sentences[broken.kind], seal.result_id

    def _describe_difference(self, seal, name):
        subjects = {
            "appraisal": self.env._("who was appraised by whom in which job"),
            "result": self.env._("points, total or grade"),
            "signed": self.env._("the date of the signature"),
            "lines": self.env._("the lines of the result"),
            "ratings": self.env._("the scores"),
            "evidence": self.env._("the documents behind the figures"),
            "ranks": self.env._("the ranks of the year"),
            "texts": self.env._("a text that somebody wrote"),
            IMPORTED: self.env._("who took it over, when, or the rank"),
        }
        return self.env._(
            "%(result)s (number %(number)s) is not as it was signed: %(subject)s differ.",
            result=self._name_of(seal.result_id),
            number=seal.number,
            subject=subjects[name],
        )

    def _name_of(self, result):
        return result.exists().display_name or self.env._("unknown")

    def action_open_seals(self):
        """Open the list of signed snapshots."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("marketing_appraisal.marketing_appraisal_seal_action")
        return dict(action, domain=[("company_id", "=", self.company_id.id)])

    def action_verify_again(self):
        """Verify once more."""
        self.ensure_one()
        return self.create({"company_id": self.company_id.id})._open()

    @api.model
    def action_verify(self):
        """Verify the present company and show what was found."""
        return self.create({})._open()

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Verify Signed Results"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
