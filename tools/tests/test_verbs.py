"""A verb ends well or with one sentence, never with a traceback."""

import errno

import pytest

from tools import paths, verbs
from tools.problems import Problem


def outcome(monkeypatch, capsys, error):
    def fail():
        raise error

    monkeypatch.setitem(verbs.VERBS, "try", fail)
    code = verbs.main(["try"])
    return code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Problem("Port 1 is taken: choose another."), "make try: Port 1 is taken: choose another.\n"),
        (
            OSError(errno.ENOSPC, "No space", "/x"),
            "make try: The disk is full (/x): make room and run it again.\n",
        ),
    ],
)
def test_failure_is_one_sentence(monkeypatch, capsys, error, said):
    assert outcome(monkeypatch, capsys, error) == (1, said)


def test_what_nobody_foresaw_goes_to_a_file(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(paths, "LOGS", tmp_path)
    code, said = outcome(monkeypatch, capsys, ValueError("odd"))
    assert code == 1
    assert len(said.splitlines()) == 1
    assert "ValueError: odd" in (tmp_path / "tools.log").read_text()


def test_unknown_verb_lists_the_known_ones(capsys):
    assert verbs.main(["fly"]) == 2
    assert "there are: help, run, stop" in capsys.readouterr().out


def test_interruption_has_its_own_exit_code(monkeypatch, capsys):
    assert outcome(monkeypatch, capsys, KeyboardInterrupt())[0] == verbs.INTERRUPTED
