"""Every menu of the apps at the width of a telephone, in both languages."""

import pytest

from tests.system.menus import EVERYBODY, LANGUAGES, OPENED_WITHOUT_A_RECORD, served_sample, speak
from tests.system.screen import NARROW, screen
from tests.system.shared import OURS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(ground, sample):
    """The sample company and the address of its server."""
    with served_sample(ground, sample, "menus_narrow") as found:
        yield found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("login", EVERYBODY.values(), ids=EVERYBODY)
def test_every_menu_fits_a_telephone(login, language, ground, browser, served):
    """390 pixels wide: nothing makes the page scroll sideways."""
    database, address = served
    speak(ground, database, language)
    with screen(browser, address, login, NARROW) as person:
        menus = person.menus(*OURS)
        assert len(menus) >= 5
        person.faults.clear()
        troubles = {}
        for name, number in menus.items():
            person.open_menu(number)
            wider = person.overflow()
            if name not in OPENED_WITHOUT_A_RECORD:
                person.open_first_record()
            found = person.trouble() + [f"{pixels} pixels too wide" for pixels in (wider, person.overflow()) if pixels]
            if found:
                troubles[name] = found
                person.forget()
            person.close_dialog()
        assert troubles == {}
