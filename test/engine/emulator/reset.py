"""`POST /moto-api/reset` also forgets what these modules hold."""

from collections.abc import Callable, Sequence

from moto.moto_api._internal.models import MotoAPIBackend


def install(forgetters: Sequence[Callable[[], None]]) -> None:
    plain = MotoAPIBackend.reset

    def reset(self: MotoAPIBackend) -> None:
        for forget in forgetters:
            forget()
        plain(self)

    MotoAPIBackend.reset = reset
