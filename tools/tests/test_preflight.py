"""Each check before the start fails with one sentence that says what to do."""

import socket
from collections import namedtuple

import pytest

from tools import preflight
from tools.problems import Problem

Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize("version", [(3, 9), (3, 14), (2, 7)])
def test_other_pythons_are_refused(version):
    with pytest.raises(Problem, match=r"3\.10 to 3\.13.*PYTHON="):
        preflight.check_python(version)


@pytest.mark.parametrize("version", [(3, 10), (3, 11), (3, 12), (3, 13)])
def test_odoos_pythons_are_accepted(version):
    preflight.check_python(version)


def test_full_disk_is_told_before_the_start(monkeypatch):
    monkeypatch.setattr(preflight.shutil, "disk_usage", lambda place: Usage(9e9, 8e9, 1e9))
    preflight.check_disk(prepared=True)
    with pytest.raises(Problem, match="1.0 GB are free .* 4.0 are needed: make room"):
        preflight.check_disk(prepared=False)


def test_taken_port_names_a_free_one():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Problem, match=rf"Port {port} is taken .*make run PORT=\d+"):
            preflight.check_port(port)
    preflight.check_port(port)


@pytest.mark.parametrize("text", ["abc", "80", "70000", "-1"])
def test_port_must_be_a_usable_number(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(Problem, match="no port"):
        preflight.chosen_port()


def test_port_is_odoos_own_unless_chosen(monkeypatch):
    monkeypatch.setenv("PORT", "")
    assert preflight.chosen_port() == 8069
    monkeypatch.setenv("PORT", "8270")
    assert preflight.chosen_port() == 8270
