"""Programs that fail become one sentence that tells a full disk and a silent network apart."""

import sys

import pytest

from tools.commands import must, reason, run_logged
from tools.problems import Problem


def test_output_is_kept_and_watched(tmp_path):
    seen = []
    code = "import time; print('one', flush=True); time.sleep(0.5); print('two')"
    log = tmp_path / "log"
    assert run_logged([sys.executable, "-c", code], log, watch=seen.append) == 0
    assert log.read_text() == "one\ntwo\n"
    assert "one" in "".join(seen)


def test_failure_says_what_the_program_said_last(tmp_path):
    with pytest.raises(Problem, match=r"It failed: what a pity The log is .*log\."):
        must([sys.executable, "-c", "print('what a pity'); raise SystemExit(3)"], tmp_path / "log", "It failed")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("dpkg: error: No space left on device", "the disk is full"),
        ("failed to write (os error 28)", "the disk is full"),
        ("E: Temporary failure resolving 'mirror'", "the network does not answer"),
        ("npm error code EAI_AGAIN", "the network does not answer"),
        ("because pins contradict each other", "contradict"),
    ],
)
def test_reasons_are_told_apart(tmp_path, said, expected):
    log = tmp_path / "log"
    log.write_text(said + "\n")
    assert expected in reason(log)
