from . import marketing_lead_pass
