"""Every menu of the apps, opened by everybody who has one, in both languages."""

import pytest

from tests.system.menus import EVERYBODY, LANGUAGES, MUST, MUST_NOT, OPENED_WITHOUT_A_RECORD, served_sample, speak
from tests.system.screen import WIDE, screen
from tests.system.shared import OURS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(ground, sample):
    """The sample company and the address of its server."""
    with served_sample(ground, sample, "menus") as found:
        yield found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("login", EVERYBODY.values(), ids=EVERYBODY)
def test_every_menu_opens(login, language, ground, browser, served):
    """Without an error of the client, an error dialog or a page that cannot be had.

    Of a list the first record is opened too.
    """
    database, address = served
    speak(ground, database, language)
    with screen(browser, address, login, WIDE) as person:
        menus = person.menus(*OURS)
        assert MUST[login] <= set(menus)
        assert not MUST_NOT[login] & set(menus)
        person.faults.clear()
        troubles = {}
        for name, number in menus.items():
            person.open_menu(number)
            if name not in OPENED_WITHOUT_A_RECORD:
                person.open_first_record()
            if found := person.trouble():
                troubles[name] = found
                person.forget()
            person.close_dialog()
        assert troubles == {}
