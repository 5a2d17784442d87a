"""What is fixed for everybody who works on this project. Change it here and nowhere else."""

ODOO_SERIES = "19.0"
OLDEST_PYTHON = (3, 10)
NEWEST_PYTHON = (3, 13)
UV = "uv==0.9.5"

# Modules of Odoo that the addons build on; the template database holds exactly these and what they pull in.
DEPENDENCIES = ("hr", "sale_management", "account", "hr_holidays", "crm")
LANGUAGES = ("zh_CN", "en_US")
TEMPLATE = "mr_template"

# The addons in the order in which the closing words of `make run` name them; others in addons/ follow.
MAIN_ADDONS = ("marketing_roles", "sales_kpi", "marketing_appraisal")

DEFAULT_PORT = 8069
DEFAULT_DATABASE = "marketing"
DEFAULT_DATA = "data/sample"

COLD_GIGABYTES = 4.0
WARM_GIGABYTES = 0.5

# Debian's packages of Odoo and of the parts that it links to.
DEBIAN_SUITE = "sid"
DEBIAN_PACKAGES = (
    "odoo-19",
    "libjs-jquery",
    "libjs-underscore",
    "libjs-jquery-form",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-inconsolata",
    "fonts-ocr-b",
)

# Odoo's own archive of the series, used only where Debian's package cannot be had.
NIGHTLY_ARCHIVE = "https://nightly.odoo.com/19.0/nightly/src/odoo_19.0.latest.tar.gz"
