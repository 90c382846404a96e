"""SSM public parameters of the Deep Learning images: `{"/aws/service/…": "ami-…"}` in EMULATOR_IMAGES adds more."""

import datetime
import json
import os

from moto.ssm.models import Parameter, ParameterDict

DEEP_LEARNING = "/aws/service/deeplearning/ami/x86_64/base-oss-nvidia-driver-gpu"
images = {
    f"{DEEP_LEARNING}-ubuntu-22.04/latest/ami-id": "ami-9b32e8e2",
    f"{DEEP_LEARNING}-amazon-linux-2023/latest/ami-id": "ami-0ac8bc83ab2f80d04",
    **json.loads(os.environ.get("EMULATOR_IMAGES", "{}")),
}


def install() -> None:
    plain = ParameterDict._check_loading_status

    def check(self: ParameterDict, key: str):
        if key in images and not dict.__contains__(self, key):
            dict.__setitem__(self, key, [])
            self[key].append(_parameter(self.account_id, key))
        return plain(self, key)

    ParameterDict._check_loading_status = check


def _parameter(account: str, name: str) -> Parameter:
    return Parameter(
        account_id=account,
        name=name,
        value=images[name],
        parameter_type="String",
        description="",
        allowed_pattern=None,
        keyid=None,
        last_modified_date=datetime.datetime.now(datetime.timezone.utc),
        version=1,
        data_type="aws:ec2:image",
    )
