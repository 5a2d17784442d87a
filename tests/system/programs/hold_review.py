"""Open the vote of a department on a year, or close it, as the HR officer.

``open DEPARTMENT YEAR`` prints a line a voter: employee|name|key of the paper|people to vote on; ``close`` prints
nothing.
"""

import sys

from tests.system.programs.inside import opened

OFFICER = "wan.tingting"


def open_vote(env, officer, department, year):
    place = env["hr.department"].with_context(lang="en_US").search([("name", "=", department)])
    period = env["marketing.appraisal.period"].with_user(officer).create(
        {"kind": "annual", "date_from": f"{year}-01-01", "company_id": place.company_id.id or env.company.id}
    )  # fmt: skip
    period.action_open()
    review = env["marketing.appraisal.review"].with_user(officer).create(
        {"period_id": period.id, "department_id": place.id}
    )  # fmt: skip
    review.action_open()
    for voter in env["marketing.appraisal.review.voter"].search([("review_id", "=", review.id)]):
        print(voter.employee_id.id, voter.employee_id.name, voter.token, len(voter._get_subjects()), sep="|")


def main(database, task, *arguments):
    with opened(database) as env:
        officer = env["res.users"].search([("login", "=", OFFICER)])
        if task == "open":
            open_vote(env, officer, *arguments)
        else:
            env["marketing.appraisal.review"].with_user(officer).search([("state", "=", "open")]).action_close()
        env.cr.commit()


main(*sys.argv[1:])
