"""Put a published month back to where it waits for grading, with all its scores and no result."""

import sys

from tests.system.programs.inside import opened

STATEMENTS = (
    "UPDATE marketing_appraisal_period SET state = 'open', grading_state = 'none' WHERE name = %(name)s",
    """UPDATE marketing_appraisal SET step = 'signature', is_signed = FALSE, is_published = FALSE,
              is_graded = FALSE, is_blocked = FALSE, graded_run = 0
        WHERE period_id = (SELECT id FROM marketing_appraisal_period WHERE name = %(name)s)""",
    """DELETE FROM marketing_appraisal_result_line l USING marketing_appraisal_result r
        WHERE r.id = l.result_id
          AND r.period_id = (SELECT id FROM marketing_appraisal_period WHERE name = %(name)s)""",
    """UPDATE marketing_appraisal_result
          SET is_signed = FALSE, is_published = FALSE, signed_by_id = NULL, signed_date = NULL,
              published_date = NULL, status = 'none', total = NULL, grade = NULL, work_points = NULL,
              work_status = 'none', behaviour_points = NULL, behaviour_status = 'none',
              company_points = NULL, company_status = 'none'
        WHERE period_id = (SELECT id FROM marketing_appraisal_period WHERE name = %(name)s)""",
)


def main(database, name):
    with opened(database) as env:
        for statement in STATEMENTS:
            env.cr.execute(statement, {"name": name})
        env.cr.commit()


main(*sys.argv[1:])
