from . import marketing_import_quotas
