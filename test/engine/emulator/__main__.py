"""Starts the emulator: `python -m emulator -H 127.0.0.1 -p PORT`. It ends when its standard input does."""

import os
import sys
import threading

from moto.server import main

from . import (
    autoscaling,
    autoscaling_launch,
    ec2_images,
    ec2_launch,
    ec2_placement,
    efs,
    iam,
    log,
    quotas,
    reset,
    route53,
    serial,
)

every = (
    efs,
    ec2_launch,
    ec2_placement,
    ec2_images,
    autoscaling,
    autoscaling_launch,
    iam,
    quotas,
    route53,
    log,
    serial,
)
for part in every:
    part.install()
reset.install([ec2_placement.forget, autoscaling.forget, autoscaling_launch.forget, serial.forget])


def end_with_parent() -> None:
    """Whoever started this holds the other end, and lets go of it however it dies."""
    sys.stdin.buffer.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()
main()
