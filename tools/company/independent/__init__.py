"""A second, independent calculation of sales figures, monthly appraisals and years.

It is written from the rules alone and imports neither the addons nor odoo, so that a
mistake made there is not made again here.  ``facts`` holds the raw rows, ``database`` and
``files`` read them (by SQL, or from the sample's CSV files), ``sales``, ``appraisal`` and
``year`` do the sums with fractions, ``tables`` writes and compares the results.
"""

from .appraisal import calculate_months
from .sales import calculate_sales_from
from .tables import calculate, calculate_sales, compare
from .year import calculate_year

__all__ = [
    "calculate",
    "calculate_months",
    "calculate_sales",
    "calculate_sales_from",
    "calculate_year",
    "compare",
]
