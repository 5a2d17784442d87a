import base64

from odoo import api, fields, models


class MarketingDownload(models.TransientModel):
    """A file made for one reader.

    Nobody else fetches it, and it is gone after a while: it may hold what only its reader may read, and that
    changes with their rights.
    """

    _name = "marketing.download"
    _description = "File to Download"

    name = fields.Char(required=True)
    content = fields.Binary(attachment=False, required=True)

    @api.model
    def _offer(self, name, content):
        """Return the action with which the reader's browser fetches a file.

        :param str name: of the file, with its extension
        :param bytes content: the file
        """
        download = self.create({"name": name, "content": base64.b64encode(content)})
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{download.id}/content?download=true",
            "target": "self",
        }
