from . import marketing_catalog_adoption
from . import marketing_catalog_comparison
from . import marketing_catalog_takeover
from . import marketing_download
from . import marketing_task_move
