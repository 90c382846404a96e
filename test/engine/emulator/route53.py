"""Route 53: ids of zones begin with Z, as AWS's do; moto's begin with anything."""

from moto.route53.models import HostedZoneIdentifier


def install() -> None:
    plain = HostedZoneIdentifier.generate

    def generate(self, *args, **kwargs):
        return "Z" + plain(self, *args, **kwargs)[1:]

    HostedZoneIdentifier.generate = generate
