"""Two at once: the second gets one sentence, and a killed holder leaves nothing behind."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from tools import locks
from tools.paths import ROOT
from tools.problems import Problem

HOLDER = """
import sys, time
from pathlib import Path
from tools import locks
locks.LOCKS = Path(sys.argv[1])
lock = locks.take("one", "")
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def private_locks(monkeypatch, tmp_path):
    monkeypatch.setattr(locks, "LOCKS", tmp_path)


def test_second_taker_is_told_who_holds_it():
    with locks.held("one", ""):
        with pytest.raises(Problem, match=f"process {os.getpid()} has it"):
            locks.take("one", "process {pid} has it")
        assert locks.is_taken("one")
    assert not locks.is_taken("one")


def test_lock_of_a_killed_process_is_free(tmp_path):
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as holder:
        assert holder.stdout.readline() == "held\n"
        assert locks.is_taken("one")
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    assert not locks.is_taken("one")


def test_last_one_out_is_told_so():
    first, second = locks.join("shared"), locks.join("shared")
    assert not locks.leave(first)
    assert locks.leave(second)
    second.close()


def test_the_next_one_waits():
    order = []

    def second():
        with locks.waited_for("one"):
            order.append("second")

    with locks.waited_for("one"):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
