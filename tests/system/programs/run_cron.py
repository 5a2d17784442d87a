"""Run the scheduled action that grades what is queued, in blocks of the given size."""

import sys

from tests.system.programs.inside import opened


def main(database, block_size):
    with opened(database) as env:
        from odoo.addons.marketing_appraisal.models.period import marketing_appraisal_period_grade as grading

        grading.BLOCK_SIZE = int(block_size)
        env.ref("marketing_appraisal.ir_cron_grade").method_direct_trigger()
        env.cr.commit()


main(*sys.argv[1:])
