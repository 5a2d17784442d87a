"""Programs and fonts of the system itself: installed by root where they are missing, else asked for."""

import os
import shutil
from pathlib import Path

from tools import choices, debian
from tools.console import say
from tools.problems import Problem

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
FOR_RUNNING = ("wkhtmltopdf", "fonts-noto-cjk")
FOR_TESTING = (*FOR_RUNNING, "chromium")
WHAT_FOR = {
    "chromium": "the browser tests",
    "fonts-noto-cjk": "Chinese text in PDF files and screenshots",
    "wkhtmltopdf": "PDF files",
}


def browser() -> str | None:
    """The Chromium of this machine."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def missing(packages: tuple[str, ...]) -> list[str]:
    """Those whose program or font is not there."""
    there = {
        "chromium": browser,
        "fonts-noto-cjk": lambda: any(any(path.rglob("*CJK*")) for path in FONT_FOLDERS if path.is_dir()),
        "wkhtmltopdf": lambda: shutil.which("wkhtmltopdf"),
    }
    return [name for name in packages if not there[name]()]


def ensure(packages: tuple[str, ...]) -> None:
    """Install what is missing if that is possible; say what is missing otherwise."""
    wanted = missing(packages)
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        try:
            debian.install(wanted)
        except Problem as problem:
            say(f"  {problem}")
        wanted = missing(packages)
    if wanted:
        _complain(wanted)


def _complain(wanted: list[str]) -> None:
    purposes = " and ".join(WHAT_FOR[name] for name in wanted)
    sentence = f"Missing for {purposes}: apt-get install --no-install-recommends {' '.join(wanted)}"
    if choices.strict():
        raise Problem(sentence)
    say(f"  NOTE: {sentence}")
