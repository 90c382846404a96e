"""Service quotas of accelerated instances, in vCPU: 768 each, or EMULATOR_GPU_QUOTA."""

import json
import os

from moto.servicequotas.models import ServiceQuotasBackend
from moto.servicequotas.responses import ServiceQuotasResponse

NAMES = {
    "L-DB2E81BA": "Running On-Demand G and VT instances",
    "L-3819A6DF": "All G and VT Spot Instance Requests",
    "L-417A185B": "Running On-Demand P instances",
    "L-7212CCBC": "All P4, P3 and P2 Spot Instance Requests",
    "L-C4BD4855": "All P5 Spot Instance Requests",
    "L-1216C47A": "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances",
}


def install() -> None:
    plain = ServiceQuotasBackend.get_service_quota

    def get(self: ServiceQuotasBackend, service_code: str, quota_code: str):
        if service_code != "ec2" or quota_code not in NAMES:
            return plain(self, service_code, quota_code)
        standard = quota_code == "L-1216C47A"
        return {
            "ServiceCode": "ec2",
            "ServiceName": "Amazon EC2",
            "QuotaCode": quota_code,
            "QuotaName": NAMES[quota_code],
            "Value": 5.0 if standard else float(os.environ.get("EMULATOR_GPU_QUOTA", "768")),
            "Unit": "None",
            "Adjustable": True,
            "GlobalQuota": False,
            "QuotaArn": f"arn:aws:servicequotas:{self.region_name}:{self.account_id}:ec2/{quota_code}",
        }

    ServiceQuotasBackend.get_service_quota = get
    ServiceQuotasResponse.get_aws_default_service_quota = default_quota


def default_quota(self: ServiceQuotasResponse) -> str:
    quota = self.backend.get_service_quota(self._get_param("ServiceCode"), self._get_param("QuotaCode"))
    return json.dumps({"Quota": quota})
