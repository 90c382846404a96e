"""EC2 launch templates and instances: what a template says reaches the instance, and nothing else.

Template tags do not leak into the template's data; user data given to CreateLaunchTemplateVersion is
encoded as on creation; metadata options, spot and the security groups of network interfaces count.
"""

from moto.ec2.models.instances import Instance
from moto.ec2.models.launch_templates import LaunchTemplate, LaunchTemplateVersion
from moto.ec2.utils import parse_user_data


def install() -> None:
    _versions()
    _instances()


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
        template = more.get("launch_template")
        if template:
            data = ec2_backend._get_template_from_args(template).data
            more["metadata_options"] = more.get("metadata_options") or data.get("MetadataOptions", {})
            if data.get("InstanceMarketOptions", {}).get("MarketType") == "spot":
                more["lifecycle"] = "spot"
        if more.get("instance_market_options"):
            more["lifecycle"] = "spot"
        groups = security_groups or _groups_of_primary(ec2_backend, more.get("nics") or [])
        plain(self, ec2_backend, image_id, user_data, groups, **more)
        self.instance_lifecycle = self.lifecycle

    Instance.__init__ = init


def _groups_of_primary(ec2_backend, interfaces):
    for interface in interfaces:
        if int(interface.get("DeviceIndex", 0)) == 0 and not interface.get("NetworkInterfaceId"):
            return [ec2_backend.get_security_group_from_id(group) for group in interface.get("Groups") or []]
    return []
