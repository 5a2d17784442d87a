"""What a person sees: a line per step with its seconds, and a moving count while a step is long."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

WIDTH = 66
QUIET_SECONDS = 20


def say(text: str = "") -> None:
    """Print one line at once, also into a pipe."""
    print(text, flush=True)


class Progress:
    """The running line of one step: moving on a terminal, now and then a line anywhere else."""

    def __init__(self, title: str):
        self.title = title
        self.started = self.printed = time.monotonic()
        self.moving = sys.stdout.isatty()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    def show(self, state: str = "") -> None:
        """Tell how far the step is; cheap to call often."""
        text = f"  {self.title} … {state} {self.seconds:.0f} s"
        if self.moving:
            sys.stdout.write(f"\r{text[: WIDTH + 12]:<{WIDTH + 12}}")
            sys.stdout.flush()
        elif time.monotonic() - self.printed > QUIET_SECONDS:
            self.printed = time.monotonic()
            say(text)

    def clear(self) -> None:
        if self.moving:
            sys.stdout.write("\r" + " " * (WIDTH + 12) + "\r")

    def finish(self, result: str) -> None:
        self.clear()
        text = f"{self.title}: {result}" if result else self.title
        say(f"  {text:<{WIDTH}} {self.seconds:6.1f} s")


class Step:
    """Handed to the body of a step, which may set `result` to what came of it."""

    def __init__(self, progress: Progress):
        self.show = progress.show
        self.result = ""


@contextmanager
def step(title: str) -> Iterator[Step]:
    """Time one step and print its closing line; a step that fails leaves the line to the error."""
    progress = Progress(title)
    current = Step(progress)
    progress.show()
    try:
        yield current
    except BaseException:
        progress.clear()
        raise
    progress.finish(current.result)
