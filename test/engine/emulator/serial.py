"""One request at a time, and each carried out once.

moto's models are not safe under parallel calls (sporadic 500s). And a call that an SDK sends again because
its connection broke would be carried out twice (sporadic `InvalidPermission.Duplicate`): it is answered
from memory instead.
"""

import collections
import sys
import threading

from moto.moto_server.werkzeug_app import DomainDispatcherApplication

REMEMBERED = 500

Answer = tuple[str, list[tuple[str, str]], bytes]
answers: collections.OrderedDict[tuple[str, ...], Answer] = collections.OrderedDict()


def install() -> None:
    lock = threading.RLock()
    plain = DomainDispatcherApplication.__call__

    def call(self, environ, start_response):
        with lock:
            key = _key(environ)
            if key in answers:
                print(f"A call sent again is answered from memory: {key}", file=sys.stderr)
                status, headers, body = answers[key]
            else:
                status, headers, body = _carry_out(plain, self, environ)
                _remember(key, status, headers, body)
        start_response(status, headers)
        return [body]

    DomainDispatcherApplication.__call__ = call


def forget() -> None:
    answers.clear()


def _key(environ) -> tuple[str, ...] | None:
    """The SDKs' own name of a call, which a repetition shares."""
    invocation = environ.get("HTTP_AMZ_SDK_INVOCATION_ID")
    if not invocation:
        return None
    return (invocation, environ["REQUEST_METHOD"], environ["PATH_INFO"], environ["QUERY_STRING"])


def _carry_out(plain, application, environ) -> Answer:
    head: list = []

    def start(status, headers, exc_info=None) -> None:
        head[:] = [status, headers]

    response = plain(application, environ, start)
    try:
        body = b"".join(response)
    finally:
        getattr(response, "close", lambda: None)()
    return head[0], head[1], body


def _remember(key: tuple[str, ...] | None, status: str, headers: list, body: bytes) -> None:
    if key is None or status.startswith("5"):
        return
    answers[key] = (status, headers, body)
    while len(answers) > REMEMBERED:
        answers.popitem(last=False)
