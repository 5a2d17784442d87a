"""Grade one period in small blocks, each committed, as the scheduled action does; told by lines what to do.

    grade DATABASE PERIOD BLOCK_SIZE KILL_POINT

After every committed block it prints `done N`. At the KILL_POINT-th block it prints
`inside N` when everything of the block is written and nothing is committed, and waits
for a line; whoever reads the first may kill it there.
"""

import sys

from tests.system.programs.inside import opened


def main(database, name, block_size, kill_point):
    with opened(database) as env:
        period = env["marketing.appraisal.period"].search([("name", "=", name)])
        period._queue_grading()
        env.cr.commit()
        number = 0
        while period.grading_state == "queued":
            number += 1
            graded = period._grade_next_block(block_size=int(block_size))
            if number == int(kill_point):
                env.flush_all()
                print("inside", number, graded, flush=True)
                sys.stdin.readline()
            env.cr.commit()
            print("done", number, graded, flush=True)


main(*sys.argv[1:])
