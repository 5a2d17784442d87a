from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MarketingLeadRegion(models.Model):
    """A part of the market and the salesperson who gets its leads (R8).

    A region that names the lead's state comes before one that names its whole country; nothing
    is named twice, so the order of the list decides nothing else than how it reads.
    """

    _name = "marketing.lead.region"
    _description = "Region of Leads"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    state_ids = fields.Many2many("res.country.state", string="States")
    country_ids = fields.Many2many(
        "res.country", string="Whole Countries", help="Whatever of these countries no other region names by state."
    )
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        required=True,
        check_company=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    team_id = fields.Many2one("crm.team", string="Sales Team", check_company=True)

    @api.constrains("state_ids", "country_ids", "company_id", "active")
    def _check_covers_once(self):
        """Refuse what two active regions of a company cover, and say which they are."""
        regions = self.search([("company_id", "in", self.company_id.ids)])
        for region in self.filtered("active"):
            if not (region.state_ids or region.country_ids):
                raise ValidationError(self.env._("Say which states or countries %(name)s covers.", name=region.name))
            for other in regions.filtered(lambda one, it=region: one != it and one.company_id == it.company_id):
                place = (region.state_ids & other.state_ids)[:1] or (region.country_ids & other.country_ids)[:1]
                if place:
                    raise ValidationError(
                        self.env._(
                            "%(place)s is covered by %(name)s and by %(other)s; take it out of one of them.",
                            place=place.name,
                            name=region.name,
                            other=other.name,
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        regions = super().create(vals_list)
        self.env["crm.lead"]._refresh_regions(regions.company_id)
        return regions

    def write(self, vals):
        companies = self.company_id
        result = super().write(vals)
        if vals.keys() & {"state_ids", "country_ids", "company_id", "active"}:
            self.env["crm.lead"]._refresh_regions(companies | self.company_id)
        return result

    def unlink(self):
        companies = self.company_id
        result = super().unlink()
        self.env["crm.lead"]._refresh_regions(companies)
        return result

    @api.model
    def _find_for(self, leads):
        """Return {lead id: its region, maybe empty} with one search for all of them (R8)."""
        companies = {lead: lead._get_follow_up_company() for lead in leads}
        wanted = self.env["res.company"].union(*companies.values())
        regions = self.sudo().search([("company_id", "in", wanted.ids)])
        places = {}
        for region in regions:
            for place in (*region.state_ids, *region.country_ids):
                places.setdefault((region.company_id, place), region)
        return {
            lead.id: places.get((company, lead.state_id))
            or places.get((company, lead.state_id.country_id or lead.country_id))
            or self.sudo().browse()
            for lead, company in companies.items()
        }
