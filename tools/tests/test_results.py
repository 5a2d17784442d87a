"""The closing lines of `make test`."""

from tools.results import Report, Result, read_junit

JUNIT = '<testsuites><testsuite tests="5" failures="1" errors="1" skipped="1"/></testsuites>'


def test_counts_of_pytest(tmp_path):
    report = tmp_path / "junit.xml"
    report.write_text(JUNIT)
    assert read_junit("x", report, 1, 2.0) == Result("x", 2, 2, 1, 2.0)


def test_pytest_that_never_reported_is_a_failure(tmp_path):
    assert read_junit("x", tmp_path / "none.xml", 4, 1.0) == Result("x", 0, 1, 0, 1.0)


def test_last_line_is_the_sum(capsys):
    report = Report([Result("a", 3), Result("b", 2, 1, 4)])
    report.show()
    assert capsys.readouterr().out.splitlines()[-1] == "5 passed, 1 failed, 4 skipped"
    assert not report.succeeded()


def test_nothing_run_is_no_success():
    assert not Report([Result("a")]).succeeded()
    assert Report([Result("a", 1)]).succeeded()
