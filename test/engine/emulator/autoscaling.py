"""Auto Scaling: an update that does not name the mixed-instances policy leaves it, and what such a policy
says of type and market reaches the machines; a deleted group takes its machines along, protected from
scale-in or not; instance refresh exists.

A refresh really replaces the instances, so that one nobody asked for would be seen.
"""

import copy
import re
import time
import uuid

from moto.autoscaling.models import AutoScalingBackend, FakeAutoScalingGroup
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult

refreshes: dict[tuple[str, str, str], list[dict]] = {}


def install() -> None:
    _updates()
    _launches()
    _deletions()
    AutoScalingResponse.start_instance_refresh = start_instance_refresh
    AutoScalingResponse.describe_instance_refreshes = describe_instance_refreshes


def forget() -> None:
    refreshes.clear()


def _updates() -> None:
    plain = FakeAutoScalingGroup.update

    def update(self, *args, **given) -> None:
        launch = ("mixed_instances_policy", "launch_template", "launch_config_name")
        if not any(given.get(key) for key in launch):
            policy = copy.deepcopy(self.mixed_instances_policy)
            if policy:
                policy["LaunchTemplate"]["LaunchTemplateSpecification"].pop("LaunchTemplateName", None)
            given["mixed_instances_policy"] = policy
        plain(self, *args, **given)

    FakeAutoScalingGroup.update = update


def _launches() -> None:
    plain_type = FakeAutoScalingGroup.instance_type
    plain_launch = FakeAutoScalingGroup.replace_autoscaling_group_instances

    def instance_type(self) -> str:
        overrides = _policy(self).get("LaunchTemplate", {}).get("Overrides") or [{}]
        types = [each["InstanceType"] for each in overrides if "InstanceType" in each]
        scarce = _scarce(self)
        return next((each for each in types if each not in scarce), next(iter(types), None)) or plain_type.fget(self)

    def launch(self, count_needed, propagated_tags) -> None:
        before = len(self.instance_states)
        plain_launch(self, count_needed, propagated_tags)
        distribution = _policy(self).get("InstancesDistribution", {})
        if int(distribution.get("OnDemandPercentageAboveBaseCapacity", 100)) == 0:
            for state in self.instance_states[before:]:
                state.instance.lifecycle = state.instance.instance_lifecycle = "spot"

    FakeAutoScalingGroup.instance_type = property(instance_type)
    FakeAutoScalingGroup.replace_autoscaling_group_instances = launch


def _deletions() -> None:
    plain = AutoScalingBackend.delete_auto_scaling_group

    def delete(self, group_name: str) -> None:
        group = self.autoscaling_groups.get(group_name)
        for state in group.instance_states if group else []:
            state.protected_from_scale_in = False
        plain(self, group_name)

    AutoScalingBackend.delete_auto_scaling_group = delete


def _scarce(group) -> list[str]:
    """What a group's tag says that there is none of: see autoscaling_launch.py."""
    return [name for tag in group.tags if tag["Key"] == "emulator:no-capacity" for name in re.split(r"[ ,]+", tag["Value"])]


def _policy(group: FakeAutoScalingGroup) -> dict:
    return group.mixed_instances_policy or {}


def start_instance_refresh(self: AutoScalingResponse) -> ActionResult:
    name = self._get_param("AutoScalingGroupName")
    refresh = {
        "InstanceRefreshId": str(uuid.uuid4()),
        "AutoScalingGroupName": name,
        "Status": "Successful",
        "StartTime": time.time(),
        "PercentageComplete": 100,
    }
    refreshes.setdefault((self.current_account, self.region, name), []).insert(0, refresh)
    group = self.autoscaling_backend.describe_auto_scaling_groups([name])[0]
    for state in list(group.instance_states):
        self.autoscaling_backend.terminate_instance(state.instance.id, should_decrement=False)
    return ActionResult({"InstanceRefreshId": refresh["InstanceRefreshId"]})


def describe_instance_refreshes(self: AutoScalingResponse) -> ActionResult:
    key = (self.current_account, self.region, self._get_param("AutoScalingGroupName"))
    return ActionResult({"InstanceRefreshes": refreshes.get(key, [])})
