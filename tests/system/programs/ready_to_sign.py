"""Open a month, give full marks everywhere, complete every step before the signature, and grade.

ready_to_sign DATABASE FIRST_DAY
"""

import sys

from tests.system.programs.inside import opened


def main(database, first_day):
    with opened(database) as env:
        company = env["hr.employee"].search([("user_id.login", "=", "lin.guanghui")]).company_id
        # Nobody is left without a total: not everything that their cards ask for is there in a month of sales alone.
        env.cr.execute("UPDATE marketing_appraisal_policy SET missing_rule = 'zero'")
        env.invalidate_all()
        period = env["marketing.appraisal.period"].create({"date_from": first_day, "company_id": company.id})
        period.action_open()
        for rating in period.appraisal_ids.rating_ids:
            rating.write({"score": rating.highest, "note": f"Why {rating.name}"})
        while any(case.step != "signature" for case in period.appraisal_ids):
            period.action_complete_step()
        period.action_grade()
        env.cr.commit()
        while period.grading_state == "queued":
            period._grade_next_block()
            env.cr.commit()
        print(period.name, period.appraisal_count, period.signable_count)


main(*sys.argv[1:])
