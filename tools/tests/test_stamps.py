"""A step counts as done only when it was completed, with the same inputs."""

import pytest

from tools.stamps import building, digest, digest_folder, is_done


def test_finished_step_is_done_for_its_inputs_only(tmp_path):
    target = tmp_path / "thing"
    with building(target, "one") as folder:
        (folder / "part").write_text("x")
    assert is_done(target, "one")
    assert not is_done(target, "two")
    assert (target / "part").read_text() == "x"


def test_interrupted_step_leaves_the_old_one_in_place(tmp_path):
    target = tmp_path / "thing"
    with building(target, "one") as folder:
        (folder / "part").write_text("old")
    with pytest.raises(RuntimeError), building(target, "two") as folder:
        (folder / "part").write_text("new")
        raise RuntimeError
    assert (target / "part").read_text() == "old"
    assert not is_done(target, "two")


def test_remains_of_a_killed_step_are_not_used(tmp_path):
    target = tmp_path / "thing"
    remains = tmp_path / "thing.new"
    remains.mkdir()
    (remains / "half").write_text("half")
    with building(target, "one"):
        pass
    assert not (target / "half").exists()


def test_digest_tells_inputs_apart():
    assert digest("a", "b") != digest("ab") != digest("b", "a")
    assert digest("a", 1) == digest("a", "1")


def test_digest_of_a_folder_follows_names_and_contents(tmp_path):
    (tmp_path / "a.py").write_text("1")
    before = digest_folder(tmp_path)
    (tmp_path / "a.pyc").write_text("compiled")
    assert digest_folder(tmp_path) == before
    (tmp_path / "a.py").write_text("2")
    assert digest_folder(tmp_path) != before
