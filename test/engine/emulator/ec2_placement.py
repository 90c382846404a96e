"""EC2 placement groups, which moto does not have."""

import uuid

from moto.core.responses import ActionResult, EmptyResult
from moto.ec2 import utils
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.responses import EC2Response

groups: dict[tuple[str, str, str], dict] = {}


def install() -> None:
    # CreateTags accepts their ids.
    utils.EC2_RESOURCE_TO_PREFIX["placement-group"] = "pg"
    utils.EC2_PREFIX_TO_RESOURCE["pg"] = "placement-group"
    for action in (create_placement_group, describe_placement_groups, delete_placement_group):
        setattr(EC2Response, action.__name__, action)


def forget() -> None:
    groups.clear()


def create_placement_group(self: EC2Response) -> ActionResult:
    name, strategy = self._get_param("GroupName"), self._get_param("Strategy") or "cluster"
    group = {
        "GroupName": name,
        "GroupId": f"pg-{uuid.uuid4().hex[:17]}",
        "State": "available",
        "Strategy": strategy,
        "GroupArn": f"arn:aws:ec2:{self.region}:{self.current_account}:placement-group/{name}",
        "PartitionCount": self._get_int_param("PartitionCount"),
        "SpreadLevel": "rack" if strategy == "spread" else None,
    }
    groups[(self.current_account, self.region, name)] = group
    tags = self._parse_tag_specification().get("placement-group", {})
    if tags:
        self.ec2_backend.create_tags([group["GroupId"]], tags)
    return ActionResult({"PlacementGroup": _with_tags(self, group)})


def describe_placement_groups(self: EC2Response) -> ActionResult:
    wanted = self._get_param("GroupNames", []) + self._get_param("GroupIds", [])
    mine = [group for key, group in groups.items() if key[:2] == (self.current_account, self.region)]
    found = [group for group in mine if not wanted or {group["GroupName"], group["GroupId"]} & set(wanted)]
    if wanted and not found:
        raise EC2ClientError(
            "InvalidPlacementGroup.Unknown", f"The Placement Group '{wanted[0]}' is unknown."
        )
    return ActionResult({"PlacementGroups": [_with_tags(self, group) for group in found]})


def delete_placement_group(self: EC2Response) -> EmptyResult:
    groups.pop((self.current_account, self.region, self._get_param("GroupName")), None)
    return EmptyResult()


def _with_tags(self: EC2Response, group: dict) -> dict:
    tags = self.ec2_backend.describe_tags(filters={"resource-id": [group["GroupId"]]})
    return {**group, "Tags": [{"Key": tag["key"], "Value": tag["value"]} for tag in tags]}
