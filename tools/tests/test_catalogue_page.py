"""The page about the catalogues says what their files say."""

from tools.catalogue_page import PAGE, page


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"


def test_the_page_counts_what_is_in_the_files():
    text = page()
    assert "| `standard` | General company | 4 | 29 | 10 |  |" in text
    assert "| Marketing Supervisor (supervisor) | 9 |  |" in text
