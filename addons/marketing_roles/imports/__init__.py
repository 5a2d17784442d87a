from . import marketing_import_values_mixin
from . import marketing_import_kind
from . import marketing_import_duties
from . import marketing_import_assignments
from . import marketing_catalog_row
from . import marketing_import_catalogue_lines
from . import marketing_import_catalogues
from . import marketing_import
