"""Starts the emulator: `python -m emulator -H 127.0.0.1 -p PORT`."""

from moto.server import main

from . import autoscaling, ec2_images, ec2_launch, ec2_placement, efs, iam, log, quotas, reset, serial

for part in (efs, ec2_launch, ec2_placement, ec2_images, autoscaling, iam, quotas, log, serial):
    part.install()
reset.install([ec2_placement.forget, autoscaling.forget, serial.forget])

main()
