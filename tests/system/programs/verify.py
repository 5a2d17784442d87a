"""Verify the signed results of the main company, as the menu does."""

import sys

from tests.system.programs.inside import opened


def main(database):
    with opened(database) as env:
        found = env["marketing.appraisal.verification"].create({"company_id": env.company.id})
        print(found.state, found.count, found.result_id.display_name or "-", found.outcome, sep="|")


main(sys.argv[1])
