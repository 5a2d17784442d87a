"""A person at a browser: logs in, opens menus, reads, and remembers everything that went wrong."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

PASSWORD = "sample"
WIDE, NARROW = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
PATIENCE = 30
# Requests that last as long as the page.
ENDLESS = ("/websocket", "/bus/websocket_worker_bundle")
# The list of apps names icons of modules that a Community edition does not have.
ICON = "/static/description/icon.png"
DIALOG = ".o_error_dialog, .o_dialog_error, .modal:has(.o_error_detail)"
FIRST_RECORD = (
    ".o_list_view .o_data_row .o_data_cell:not(.o_list_button):not([name=activity_ids]),"
    " .o_kanban_view .o_kanban_record:not(.o_kanban_ghost)"
)
KINDS_OF_VIEW = {
    "o_list": "list",
    "o_kanban": "kanban",
    "o_pivot": "pivot",
    "o_graph": "graph",
    "o_calendar": "calendar",
}
VIEW = ".o_action_manager > .o_action, .o_action_manager .o_view_controller, .o_action_manager .o-mail-Discuss"

_MENUS = """
() => {
    const menus = odoo.__WOWL_DEBUG__.root.env.services.menu.getAll();
    return menus.filter((menu) => menu.id !== "root" && menu.actionID)
        .map((menu) => ({id: menu.id, name: menu.name, xmlid: menu.xmlid}));
}
"""
# What a click on a menu entry does; the promise ends when the screen is there.
_OPEN_MENU = """
async (id) => {
    const services = odoo.__WOWL_DEBUG__.root.env.services;
    await services.menu.selectMenu(services.menu.getMenu(id));
}
"""
_OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Screen:
    """One page of a browser in which somebody is logged in."""

    def __init__(self, page, address: str):
        self.page = page
        self.address = address
        self.faults: list[str] = []
        self._under_way: dict[object, str] = {}
        page.on("pageerror", lambda error: self.faults.append(f"client error: {error}"))
        page.on("console", self._hear)
        page.on("response", self._weigh)
        page.on("request", self._begin)
        page.on("requestfinished", self._finish)
        page.on("requestfailed", self._finish)

    def _hear(self, message) -> None:
        if message.type == "error" and not message.location["url"].endswith(ICON):
            self.faults.append(f"console: {message.text}")

    def _weigh(self, response) -> None:
        if response.status >= 400 and not response.url.endswith(ICON):
            self.faults.append(f"{response.status} {response.url.removeprefix(self.address)}")

    def _begin(self, request) -> None:
        if request.url.startswith(self.address) and not any(part in request.url for part in ENDLESS):
            self._under_way[request] = request.url

    def _finish(self, request) -> None:
        self._under_way.pop(request, None)

    def log_in(self, login: str, password: str = PASSWORD) -> "Screen":
        page = self.page
        page.goto(f"{self.address}/web/login")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", password)
        page.click(".oe_login_form button[type=submit]")
        page.wait_for_selector(".o_main_navbar")
        page.wait_for_function("() => odoo.__WOWL_DEBUG__?.root")
        self.settle()
        return self

    def menus(self, *modules: str) -> dict[str, int]:
        """{external id: id} of every menu of these modules that opens something; of all without modules."""
        found = self.page.evaluate(_MENUS)
        wanted = tuple(f"{module}." for module in modules)
        return {menu["xmlid"]: menu["id"] for menu in found if not modules or menu["xmlid"].startswith(wanted)}

    def open_menu(self, menu: str | int) -> None:
        """Open a menu by its external id (or its number) and wait until the screen stands."""
        number = menu if isinstance(menu, int) else self.menus()[menu]
        self.page.evaluate(_OPEN_MENU, number)
        self.page.wait_for_selector(VIEW)
        self.settle()

    def open_first_record(self) -> None:
        """Open the first row or card of the screen, where there is one that opens."""
        first = self.page.locator(FIRST_RECORD).first
        if first.count() and first.is_visible():
            first.click()
            self.settle()

    def close_dialog(self) -> None:
        """Close the dialog above the screen, if there is one."""
        closing = self.page.locator(".modal .btn-close:visible, .modal .oi-arrow-left:visible").first
        if closing.count():
            closing.click()
            self.settle()

    def other_views(self) -> list[str]:
        """The kinds of view beside the open one that the screen offers, such as kanban."""
        buttons = self.page.locator(".o_cp_switch_buttons button.o_switch_view:not(.active)").all()
        names = [name for button in buttons for name in button.get_attribute("class").split()]
        return [KINDS_OF_VIEW[name] for name in names if name in KINDS_OF_VIEW]

    def switch_view(self, kind: str) -> None:
        """Go to another kind of view of the same screen."""
        self.page.locator(f".o_cp_switch_buttons button.o_switch_view.o_{kind}").click()
        self.settle()

    def forget(self) -> None:
        """Leave an error behind by loading the page anew."""
        self.page.goto(f"{self.address}/odoo")
        self.page.wait_for_function("() => odoo.__WOWL_DEBUG__?.root")
        self.settle()
        self.faults.clear()

    def open(self, path: str) -> None:
        """Open an address of the web client."""
        self.page.goto(f"{self.address}/odoo/{path}")
        self.page.wait_for_selector(VIEW)
        self.settle()

    def click(self, text: str, within: str = "") -> None:
        """Click what can be clicked and reads like this, and wait until the client is at rest."""
        self.page.locator(f"{within} button:has-text('{text}'):visible").first.click()
        self.settle()

    def confirm(self) -> None:
        """Answer a question with yes."""
        self.page.locator(".modal footer .btn-primary").click()
        self.page.wait_for_selector(".modal", state="detached")
        self.settle()

    def overflow(self) -> int:
        """By how many pixels the page is wider than the screen."""
        return self.page.evaluate(_OVERFLOW)

    def text(self, selector: str = "body") -> str:
        return self.page.locator(selector).first.inner_text()

    def dialogs(self) -> list[str]:
        """What error dialogs say."""
        return [box.inner_text() for box in self.page.locator(DIALOG).all()]

    def trouble(self) -> list[str]:
        """Everything that went wrong so far, dialogs included."""
        return self.faults + self.dialogs()

    def settle(self) -> None:
        """Wait until no request is under way and nothing new has begun since."""
        quiet, deadline = 0, time.monotonic() + PATIENCE
        while quiet < 3:
            assert time.monotonic() < deadline, f"still loading: {sorted(self._under_way.values())}"
            self.page.wait_for_timeout(40)
            quiet = 0 if self._under_way else quiet + 1


@contextmanager
def screen(browser, address: str, login: str, size: dict = WIDE, password: str = PASSWORD) -> Iterator[Screen]:
    """Somebody at a browser of this size, for the time of a block."""
    context = browser.new_context(viewport=size, is_mobile=size is NARROW, has_touch=size is NARROW)
    try:
        yield Screen(context.new_page(), address).log_in(login, password)
    finally:
        context.close()
