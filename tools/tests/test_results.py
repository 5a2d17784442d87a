"""The closing lines of `make test`."""

from tools.results import Report, Result, read_junit

JUNIT = """
<testsuites><testsuite tests="5" failures="1" errors="1" skipped="1">
<testcase classname="a" name="good"/>
<testcase classname="a" name="bad"><failure message="assert 1 == 2&#10;more"/></testcase>
<testcase classname="b" name="broken"><error/></testcase>
</testsuite></testsuites>
"""


def test_counts_of_pytest(tmp_path):
    report = tmp_path / "junit.xml"
    report.write_text(JUNIT)
    assert read_junit("x", report, 1, 2.0) == Result("x", 2, 2, 1, 2.0, ("a::bad assert 1 == 2", "b::broken"))


def test_pytest_that_never_reported_is_a_failure(tmp_path):
    assert read_junit("x", tmp_path / "none.xml", 4, 1.0) == Result(
        "x", 0, 1, 0, 1.0, ("pytest ended with exit code 4",)
    )


def test_last_line_is_the_sum(capsys):
    report = Report([Result("a", 3), Result("b", 2, 1, 4)])
    report.show()
    assert capsys.readouterr().out.splitlines()[-1] == "5 passed, 1 failed, 4 skipped"
    assert not report.succeeded()


def test_what_failed_is_named_before_the_last_line(capsys):
    Report([Result("a", 3), Result("b", 2, 1, 0, 1.0, ("t::one went wrong",))]).show()
    assert capsys.readouterr().out.splitlines()[-3:] == ["failed in b: t::one went wrong", "", "5 passed, 1 failed"]


def test_nothing_run_is_no_success():
    assert not Report([Result("a")]).succeeded()
    assert Report([Result("a", 1)]).succeeded()
