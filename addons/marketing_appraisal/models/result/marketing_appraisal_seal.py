from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine.chain import BEGINNING, Link, append, canonical


class MarketingAppraisalChain(models.Model):
    """How many results a company has signed, and the last hash: kept apart from the links, so that none is cut off."""

    _name = "marketing.appraisal.chain"
    _description = "Head of the Signed Results"
    _rec_name = "company_id"

    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="restrict")
    last_number = fields.Integer(readonly=True)
    last_hash = fields.Char(readonly=True, export_string_translation=False)

    _company_uniq = models.Constraint(
        "unique(company_id)", "Somebody else is signing at this moment. Sign again in a minute."
    )

    @api.model
    def _lock(self, company):
        """Return the head of a company, locked until the end of the transaction: links are added one after another."""
        chain = self.search([("company_id", "=", company.id)])
        # Whoever signs first has no chain to lock yet, and two of them must not make one each.
        locked = chain.try_lock_for_update() or (not chain and company.try_lock_for_update(allow_referencing=True))
        if not locked:
            raise UserError(self.env._("Somebody else is signing at this moment. Sign again in a minute."))
        return chain or self.create({"company_id": company.id, "last_number": 0, "last_hash": BEGINNING})


class MarketingAppraisalSeal(models.Model):
    """What was signed, as it was signed: the snapshot of a result and its place in the company's chain (R70, R71).

    Nobody writes or deletes one. What a person wrote enters as a digest, so that it can be erased.
    """

    _name = "marketing.appraisal.seal"
    _description = "Signed Snapshot"
    _order = "company_id, number"
    _rec_name = "result_id"

    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="restrict")
    number = fields.Integer(required=True, readonly=True, aggregator=None)
    result_id = fields.Many2one(
        "marketing.appraisal.result", required=True, readonly=True, index=True, ondelete="restrict"
    )
    employee_id = fields.Many2one(related="result_id.employee_id")
    period_id = fields.Many2one(related="result_id.period_id")
    content = fields.Text(required=True, readonly=True, help="Everything that the result rested on, as text.")
    previous_hash = fields.Char(readonly=True, export_string_translation=False)
    hash = fields.Char(required=True, readonly=True, export_string_translation=False)
    text_ids = fields.One2many("marketing.appraisal.seal.text", "seal_id", readonly=True)

    _number_uniq = models.Constraint("unique(company_id, number)", "Each number stands once in a chain.")

    @api.model
    def _append(self, contents):
        """Add the snapshots of signed results to the chains of their companies.

        :param dict contents: {result: (content as dictionary, [(key, salt, text digest)])}
        :return: the new seals
        """
        seals = self.browse()
        by_company = {}
        for result, found in contents.items():
            by_company.setdefault(result.company_id, {})[result] = found
        for company, mine in by_company.items():
            chain = self.env["marketing.appraisal.chain"]._lock(company)
            links = append(
                chain.last_number,
                chain.last_hash or BEGINNING,
                [canonical(content) for content, _texts in mine.values()],
            )
            seals += self.create(
                [self._prepare_vals(company, result, link) for result, link in zip(mine, links, strict=True)]
            )
            chain.write({"last_number": links[-1].number, "last_hash": links[-1].hash})
        self.env["marketing.appraisal.seal.text"].create(
            [
                {"seal_id": seal.id, "key": key, "salt": salt, "digest": digest}
                for seal in seals
                for key, salt, digest in contents[seal.result_id][1]
            ]
        )
        return seals

    @api.model
    def _prepare_vals(self, company, result, link):
        return {
            "company_id": company.id,
            "number": link.number,
            "result_id": result.id,
            "content": link.text,
            "previous_hash": link.previous,
            "hash": link.hash,
        }

    def _to_link(self):
        """Return the seal as the engine's Link."""
        self.ensure_one()
        return Link(self.number, self.content, self.previous_hash or BEGINNING, self.hash)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What was signed stays as it was signed."))


class MarketingAppraisalSealText(models.Model):
    """The salt that ties a personal text to its signed digest. Without the salt the digest tells nothing."""

    _name = "marketing.appraisal.seal.text"
    _description = "Signed Text"

    seal_id = fields.Many2one("marketing.appraisal.seal", required=True, index=True, ondelete="restrict")
    key = fields.Char(required=True, export_string_translation=False)
    salt = fields.Char(export_string_translation=False)
    digest = fields.Char(required=True, export_string_translation=False)
