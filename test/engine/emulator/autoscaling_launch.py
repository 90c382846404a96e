"""Auto Scaling: LaunchInstances, which moto does not have, and the end of a machine that is not there; a group
whose ReplaceUnhealthy is suspended keeps a machine that ended by itself, and starts none in its place.

A group whose tag `emulator:no-capacity` names zones has none there, where it names types none of these; one whose
tag `emulator:one-left` names zones has one machine there, whoever asks for more; and `emulator:no-launch-instances` makes
the action one that this region does not know. So a test says what there is by AWS's own calls.
"""

import re
import uuid

from moto.autoscaling.exceptions import AutoscalingClientError, ValidationError
from moto.autoscaling.models import AutoScalingBackend
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult

launches: dict[tuple[str, str, str, str], tuple[tuple, dict]] = {}


class Refused(AutoscalingClientError):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def install() -> None:
    AutoScalingResponse.launch_instances = launch_instances
    plain = AutoScalingBackend.terminate_instance

    def terminate_instance(self, instance_id: str, should_decrement: bool):
        known = [state.instance.id for group in self.autoscaling_groups.values() for state in group.instance_states]
        if instance_id not in known:
            raise ValidationError(
                f"Instance Id not found - No managed instance found for instance ID: {instance_id}"
            )
        return plain(self, instance_id, should_decrement)

    AutoScalingBackend.terminate_instance = terminate_instance
    plain_notice = AutoScalingBackend.notify_terminate_instances

    def notify_terminate_instances(self, instance_ids: list[str]) -> None:
        kept = [group for group in self.autoscaling_groups.values() if "ReplaceUnhealthy" in group._suspended_processes]
        for state in [state for group in kept for state in group.instance_states]:
            if state.instance.id in instance_ids:
                state.health_status = "Unhealthy"
        gone = {state.instance.id for group in kept for state in group.instance_states}
        plain_notice(self, [each for each in instance_ids if each not in gone])

    AutoScalingBackend.notify_terminate_instances = notify_terminate_instances


def forget() -> None:
    launches.clear()


def launch_instances(self: AutoScalingResponse) -> ActionResult:
    name, count = self._get_param("AutoScalingGroupName"), self._get_int_param("RequestedCapacity")
    token = self._get_param("ClientToken") or str(uuid.uuid4())
    zones = self._get_param("AvailabilityZones", [])
    group = self.autoscaling_backend.describe_auto_scaling_groups([name])
    if not group:
        raise ValidationError(f"AutoScalingGroup name not found - AutoScalingGroup '{name}' not found")
    group = group[0]
    tags = {tag["Key"]: tag["Value"] for tag in group.tags}
    if "emulator:no-launch-instances" in tags:
        raise Refused("InvalidAction", "The action LaunchInstances is not valid for this web service.")
    key, asked = (self.current_account, self.region, name, token), (count, tuple(zones))
    if key in launches:
        before, result = launches[key]
        if before != asked:
            raise Refused("IdempotentParameterMismatch", "The client token was used for another request.")
        return ActionResult(result)
    result = {"AutoScalingGroupName": name, "ClientToken": token, **_launch(group, count, zones, tags)}
    launches[key] = (asked, result)
    return ActionResult(result)


def _launch(group, count: int, zones: list[str], tags: dict[str, str]) -> dict:
    if len(group.availability_zones) > 1 and not zones:
        raise ValidationError("AvailabilityZones or SubnetIds must be specified for a group of several zones.")
    zone = (zones or group.availability_zones)[0]
    if zone not in group.availability_zones:
        raise ValidationError(f"{zone} is not a zone of {group.name}.")
    if (group.desired_capacity or 0) + count > group.max_size:
        raise ValidationError("The requested capacity exceeds the MaxSize of the group.")
    kind = {"InstanceType": group.instance_type, "AvailabilityZone": zone, "MarketType": "OnDemand"}
    if zone in re.split(r"[ ,]+", tags.get("emulator:no-capacity", "")):
        message = f"We currently do not have sufficient {group.instance_type} capacity in {zone}."
        return {"Instances": [], "Errors": [{**kind, "ErrorCode": "InsufficientInstanceCapacity", "ErrorMessage": message}]}
    errors = []
    if count > 1 and zone in re.split(r"[ ,]+", tags.get("emulator:one-left", "")):
        message = f"We currently do not have sufficient {group.instance_type} capacity in {zone}."
        errors = [{**kind, "ErrorCode": "InsufficientInstanceCapacity", "ErrorMessage": message}]
        count = 1
    before = {state.instance.id for state in group.instance_states}
    group.desired_capacity = (group.desired_capacity or 0) + count
    _launch_in(zone, group, count)
    group.autoscaling_backend.update_attached_elbs(group.name)
    group.autoscaling_backend.update_attached_target_groups(group.name)
    ids = [state.instance.id for state in group.instance_states if state.instance.id not in before]
    return {"Instances": [{**kind, "InstanceIds": ids}], "Errors": errors}


def _launch_in(zone: str, group, count: int) -> None:
    """moto takes the first subnet and any zone: there is no other meanwhile."""
    subnets, zones = group.vpc_zone_identifier, group.availability_zones
    ec2 = group.autoscaling_backend.ec2_backend
    every = [subnet for subnet in (subnets or "").split(",") if subnet]
    here = [subnet for subnet in every if ec2.get_subnet(subnet).availability_zone == zone]
    group.vpc_zone_identifier, group.availability_zones = ",".join(here), [zone]
    try:
        group.replace_autoscaling_group_instances(count, group.get_propagated_tags())
    finally:
        group.vpc_zone_identifier, group.availability_zones = subnets, zones
