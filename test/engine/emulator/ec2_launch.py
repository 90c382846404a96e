"""EC2 launch templates and instances: what a template says reaches the instance, and nothing else.

Template tags do not leak into the template's data; user data given to CreateLaunchTemplateVersion is
encoded as on creation; metadata options, spot, the placement group, the security groups of network
interfaces, and the tags of volumes and interfaces count.
"""

from moto.ec2.models.instances import Instance, InstanceBackend
from moto.ec2.models.launch_templates import LaunchTemplate, LaunchTemplateVersion
from moto.ec2.utils import convert_tag_spec, parse_user_data


def install() -> None:
    _versions()
    _instances()
    _tags()


def _versions() -> None:
    plain = LaunchTemplateVersion.__init__

    def init(self, template, number, data, description) -> None:
        given = data.pop("TagSpecifications", [])
        kept = [tags for tags in given if tags.get("ResourceType") != "launch-template"]
        if kept:
            data["TagSpecifications"] = kept
        if isinstance(data.get("UserData"), str):
            data["UserData"] = parse_user_data(data["UserData"])
        plain(self, template, number, data, description)

    LaunchTemplateVersion.__init__ = init
    LaunchTemplate.tags = property(lambda self: self.get_tags(), lambda self, value: None)


def _instances() -> None:
    plain = Instance.__init__

    def init(self, ec2_backend, image_id, user_data, security_groups, **more) -> None:
        data = _template(ec2_backend, more)
        more["metadata_options"] = more.get("metadata_options") or data.get("MetadataOptions", {})
        market = more.get("instance_market_options") or data.get("InstanceMarketOptions", {})
        if market.get("MarketType") == "spot":
            more["lifecycle"] = "spot"
        interfaces = more.get("nics") or data.get("NetworkInterfaces") or []
        groups = security_groups or _groups_of_primary(ec2_backend, interfaces)
        plain(self, ec2_backend, image_id, user_data, groups, **more)
        self.placement.group_name = data.get("Placement", {}).get("GroupName", "")
        self.instance_lifecycle = self.lifecycle

    Instance.__init__ = init


def _tags() -> None:
    plain = InstanceBackend.run_instances

    def run_instances(self, image_id, count, user_data, security_group_names, **more):
        tags = convert_tag_spec(_template(self, more).get("TagSpecifications", []))
        reservation = plain(self, image_id, count, user_data, security_group_names, **more)
        for instance in reservation.instances:
            for _, device in instance.get_block_device_mapping:
                self.volumes[device.volume_id].add_tags(tags.get("volume", {}))
            for interface in instance.nics.values():
                interface.add_tags(tags.get("network-interface", {}))
        return reservation

    InstanceBackend.run_instances = run_instances


def _template(ec2_backend, given: dict) -> dict:
    template = given.get("launch_template")
    return ec2_backend._get_template_from_args(template).data if template else {}


def _groups_of_primary(ec2_backend, interfaces):
    for interface in interfaces:
        if int(interface.get("DeviceIndex", 0)) == 0 and not interface.get("NetworkInterfaceId"):
            return [ec2_backend.get_security_group_from_id(group) for group in interface.get("Groups") or []]
    return []
