"""The mirror and its key are read from the machine's own apt configuration, in both of its formats."""

import pytest

from tools.apt_sources import Mirror, find_mirror

STANZAS = """\
Types: deb
URIs: http://mirror.test/debian-security
Suites: bookworm-security
Components: main

# the one that is wanted
Types: deb deb-src
URIs: http://mirror.test/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /keys/debian.gpg
"""


@pytest.fixture
def apt(tmp_path):
    (tmp_path / "sources.list.d").mkdir()
    return tmp_path


def test_stanzas(apt):
    (apt / "sources.list.d" / "debian.sources").write_text(STANZAS)
    assert find_mirror(apt) == Mirror("http://mirror.test/debian", "/keys/debian.gpg")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("deb http://mirror.test/debian bookworm main", Mirror("http://mirror.test/debian")),
        (
            "deb [arch=amd64 signed-by=/k.gpg] http://mirror.test/debian/ stable main",
            Mirror("http://mirror.test/debian/", "/k.gpg"),
        ),
        ("# deb http://mirror.test/debian bookworm main", None),
        ("deb http://mirror.test/ubuntu noble main", None),
        ("deb http://mirror.test/debian bookworm contrib", None),
    ],
)
def test_lines(apt, line, expected):
    (apt / "sources.list").write_text(line + "\n")
    assert find_mirror(apt) == expected


def test_disabled_stanza_does_not_count(apt):
    (apt / "sources.list.d" / "x.sources").write_text("Enabled: no\n" + STANZAS.split("\n\n")[1])
    assert find_mirror(apt) is None


def test_source_of_another_suite():
    text = Mirror("http://mirror.test/debian", "/k.gpg").source_text("sid")
    assert "Suites: sid\n" in text
    assert "Signed-By: /k.gpg\n" in text
