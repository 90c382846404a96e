"""What a Python script says to the Thunderhead work that runs it.

    import thunderhead

    for i in range(epochs):
        thunderhead.progress(i, epochs)
        thunderhead.report(loss=loss)          # becomes public state: `this.train.reports.loss`
    torch.save(model, thunderhead.path("model"))   # the work's field `model = new Path("model.pt")`

Started by hand, without a work around it, the same script runs: reports are printed, and Paths lie in the
working directory. Only the script that the work started may ask and report; in its children, forked or
executed, that raises and says so. Standard library only, Python 3.9 and later.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Callable, Optional, Union

from ._channel import Elsewhere, Notice, connect

__all__ = ["Notice", "Json", "on_interrupt", "path", "previous", "progress", "publish", "report", "restore"]

Json = Union[None, bool, int, float, str, "list[Json]", "dict[str, Json]"]

_channel = connect()


def _leave_to_parent() -> None:
    global _channel
    if _channel is not None:
        _channel = Elsewhere()


# Workers of data loaders are forks: two readers of one line would take each other's answers.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave_to_parent)


def report(**values: Json) -> None:
    """Sets values in the work's public state `reports`; earlier ones of other names stay.

    Anything JSON takes, NaN and infinities excepted; numpy scalars count as numbers.
    """
    if _channel is None:
        print(" ".join(f"{name}={value}" for name, value in values.items()), file=sys.stderr)
    else:
        _channel.ask("report", values=values)


def progress(done: int, total: int) -> None:
    """Sets the work's public state `progress` to `{ done, total }`."""
    if _channel is None:
        print(f"{done}/{total}", file=sys.stderr)
    else:
        _channel.ask("progress", done=done, total=total)


def path(name: str) -> Path:
    """Where this attempt writes the work's Path in the field `name`; empty when the attempt starts."""
    return Path(name) if _channel is None else Path(str(_channel.ask("path", name=name)))


def previous(name: str) -> Optional[Path]:
    """Where the version before this attempt lies, read-only; None if there is none."""
    if _channel is None:
        return None
    found = _channel.ask("previous", name=name)
    return None if found is None else Path(str(found))


def restore(name: str) -> bool:
    """Copies the previous version to `path(name)`, to go on writing; False if there is none."""
    return False if _channel is None else bool(_channel.ask("restore", name=name))


def publish(name: str, *, move: bool = False) -> Optional[str]:
    """Publishes what lies at `path(name)` now, while the run goes on, and returns its version.

    In a handler of `on_interrupt` it is a checkpoint: the next attempt finds it with `previous(name)`.
    `move=True` hands the files over instead of copying them.
    """
    return None if _channel is None else str(_channel.ask("publish", name=name, move=move))


def on_interrupt(handler: Callable[[Notice], None]) -> Callable[[Notice], None]:
    """Calls `handler(notice)` in a thread of its own when the attempt will be ended; may decorate a function."""
    if _channel is not None:
        _channel.handlers.append(handler)
    return handler
