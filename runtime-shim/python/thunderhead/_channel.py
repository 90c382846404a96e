"""The line to the work: one JSON object a line, both ways, over a descriptor the work opened.

The work names the descriptor in THUNDERHEAD_CHANNEL. Questions carry a number and get one answer each;
`interrupt` comes unasked, to a script that has said `ready`. A script's threads may all ask at once.
"""

from __future__ import annotations

import itertools
import json
import os
import socket
import sys
import threading
import traceback
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Callable, Union


@dataclass(frozen=True)
class Notice:
    """Word that this attempt will be ended."""

    reason: str
    """`spot`, `rebalance`, `idle`, `stop`, `maintenance` or `block`."""
    deadline: datetime


class Channel:
    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._writing = threading.Lock()
        self._numbers = itertools.count(1)
        self._waiting: dict[int, _Answer] = {}
        self._closed = False
        self.handlers: list[Callable[[Notice], None]] = []
        threading.Thread(target=self._read, name="thunderhead", daemon=True).start()
        self._send({"kind": "ready"})

    def ask(self, kind: str, **fields: Any) -> Any:
        """Sends a question and waits for its answer; what the work refuses is raised here."""
        number = next(self._numbers)
        answer = self._waiting[number] = _Answer()
        try:
            self._send({"kind": kind, "request": number, **fields})
            return answer.wait()
        finally:
            del self._waiting[number]

    def _send(self, message: dict[str, Any]) -> None:
        text = json.dumps(message, allow_nan=False, default=_plain)
        if self._closed:
            raise ConnectionError("The work that started this script is gone.")
        with self._writing:
            self._line.sendall(f"{text}\n".encode())

    def _read(self) -> None:
        with self._line.makefile("r", encoding="utf-8") as lines:
            for line in lines:
                self._hear(json.loads(line))
        self._closed = True
        for answer in list(self._waiting.values()):
            answer.give({"error": "The work that started this script is gone."})

    def _hear(self, message: dict[str, Any]) -> None:
        if message["kind"] == "interrupt":
            # Handlers publish, and publishing needs this thread to read the answer.
            threading.Thread(target=self._interrupt, args=(message,), name="thunderhead-interrupt").start()
        else:
            answer = self._waiting.get(message["request"])
            if answer is not None:
                answer.give(message)

    def _interrupt(self, message: dict[str, Any]) -> None:
        deadline = datetime.fromisoformat(message["deadline"].replace("Z", "+00:00"))
        notice = Notice(message["reason"], deadline)
        for handler in self.handlers:
            try:
                handler(notice)
            except Exception:
                # The others may still save something.
                traceback.print_exc()
        self._send({"kind": "interrupted"})


class _Answer:
    def __init__(self) -> None:
        self._given = threading.Event()
        self._message: dict[str, Any] = {}

    def give(self, message: dict[str, Any]) -> None:
        self._message = message
        self._given.set()

    def wait(self) -> Any:
        self._given.wait()
        if "error" in self._message:
            raise RuntimeError(self._message["error"])
        return self._message.get("value")


def _plain(value: Any) -> Any:
    """numpy and torch scalars and arrays, without importing either."""
    for method in ("tolist", "item"):
        if hasattr(value, method):
            return getattr(value, method)()
    raise TypeError(f"{type(value).__name__} does not survive JSON; report numbers, strings, lists and dicts")


class Elsewhere:
    """In place of the line, in processes that the script itself has started: the line has one reader."""

    handlers: list[Callable[[Notice], None]] = []

    def ask(self, kind: str, **_: Any) -> Any:
        raise RuntimeError(
            f"{kind} was called in a process that the script has started; only the script that the work "
            "started talks to the work. Ask there, and hand the answer on, as an argument for instance"
        )


TAKEN = "taken"


def connect() -> Union[Channel, Elsewhere, None]:
    """The line to the work, or None in a script that was started by hand."""
    number = os.environ.get("THUNDERHEAD_CHANNEL")
    if number is None:
        return None
    if number == TAKEN:
        return Elsewhere()
    os.environ["THUNDERHEAD_CHANNEL"] = TAKEN
    try:
        line = socket.socket(fileno=int(number))
    except OSError as error:
        print(f"thunderhead: the line to the work is not there ({error}); reports are printed", file=sys.stderr)
        return None
    # Programs that this script starts have nothing to say on its line.
    line.set_inheritable(False)
    return Channel(line)
