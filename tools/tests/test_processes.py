"""Only the very process that was started is ever ended."""

import os
import subprocess
import sys
from dataclasses import replace

from tools.processes import RunningServer, start_time


def test_process_is_told_from_another_with_its_number():
    mine = RunningServer(os.getpid(), start_time(os.getpid()), "http://127.0.0.1:1", "x")
    assert mine.is_alive()
    assert not replace(mine, started="1").is_alive()


def test_stop_ends_it_and_spares_others():
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as process:
        server = RunningServer(process.pid, start_time(process.pid), "", "")
        replace(server, started="1").stop(patience=0.1)
        assert process.poll() is None
        server.stop()
        assert process.wait(5) != 0
    assert start_time(process.pid) == ""
