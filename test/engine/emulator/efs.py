"""EFS: UpdateFileSystem and DeleteFileSystemPolicy, which moto does not have."""

import json

from moto.efs.responses import EFSResponse

JSON = {"Content-Type": "application/json"}


def install() -> None:
    EFSResponse.update_file_system = update_file_system
    EFSResponse.delete_file_system_policy = delete_file_system_policy


def file_system(self: EFSResponse):
    return self.efs_backend.file_systems_by_id[self._get_param("FileSystemId")]


def update_file_system(self: EFSResponse):
    files = file_system(self)
    files.throughput_mode = self._get_param("ThroughputMode") or files.throughput_mode
    files.provisioned_throughput_in_mibps = self._get_param("ProvisionedThroughputInMibps")
    return json.dumps(files.info_json()), {"status": 202, **JSON}


def delete_file_system_policy(self: EFSResponse):
    file_system(self).file_system_policy = None
    return "{}", JSON
