"""EMULATOR_ACTION_LOG=file: a line per API call, `key service:Action resource`, for questions of privilege."""

import os

from moto.core.authorization import ActionAuthenticatorMixin


def install() -> None:
    plain = ActionAuthenticatorMixin._authenticate_and_authorize_action

    def authorize(self, iam_request_cls, resource="*"):
        path = os.environ.get("EMULATOR_ACTION_LOG")
        scope = self.headers.get("Authorization", "").partition("Credential=")[2].split("/")
        if path and len(scope) > 3:
            with open(path, "a", encoding="utf-8") as file:
                file.write(f"{scope[0]} {scope[3]}:{self._get_action()} {resource}\n")
        return plain(self, iam_request_cls, resource)

    ActionAuthenticatorMixin._authenticate_and_authorize_action = authorize
