"""One emulated AWS: moto's application with the gaps closed that our programs meet, and the process that serves it."""

import json
import logging
import os
import signal
import socket
import threading

from moto.moto_api._internal import mock_random
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server
from werkzeug.test import Client

from . import (
    autoscaling,
    autoscaling_launch,
    ec2_images,
    ec2_launch,
    ec2_placement,
    efs,
    iam,
    log,
    once,
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
    once,
    serial,
)

# A call of each service that all of our programs use. Those that are missing here load in each emulator.
FIRST_CALLS = {
    "autoscaling": "Action=DescribeAutoScalingGroups&Version=2011-01-01",
    "ec2": "Action=DescribeVpcs&Version=2016-11-15",
    "elasticloadbalancing": "Action=DescribeLoadBalancers&Version=2015-12-01",
    "iam": "Action=ListRoles&Version=2010-05-08",
    "sts": "Action=GetCallerIdentity&Version=2011-06-15",
    "dynamodb": "DynamoDB_20120810.ListTables",
    "logs": "Logs_20140328.DescribeLogGroups",
    "ssm": "AmazonSSM.DescribeParameters",
    "elasticfilesystem": "/2015-02-01/file-systems",
    "s3": "/",
}


def make() -> DomainDispatcherApplication:
    for part in every:
        part.install()
    reset.install([ec2_placement.forget, autoscaling.forget, autoscaling_launch.forget, serial.forget])
    # A line for each request, which nobody reads.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    application = DomainDispatcherApplication(create_backend_app)
    application.debug = True
    return application


def warm(application: DomainDispatcherApplication) -> None:
    client = Client(application)
    for service, call in FIRST_CALLS.items():
        scope = f"AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/{service}/aws4_request"
        headers = {"Authorization": f"{scope}, SignedHeaders=host, Signature=0", "Host": "127.0.0.1"}
        if call.startswith("/"):
            client.get(call, headers=headers)
        elif call.startswith("Action="):
            form = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
            client.post("/", data=call, headers=form)
        else:
            client.post("/", data="{}", headers={**headers, "X-Amz-Target": call})
    client.post("/moto-api/reset")


def serve(application: DomainDispatcherApplication, connection: socket.socket) -> None:
    """Never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    # Worlds that were born of one process would give out the same ids.
    mock_random.seed()
    stream = connection.makefile("rw", encoding="utf-8")
    os.environ.update(json.loads(stream.readline()))
    server = make_server("127.0.0.1", 0, application, threaded=True)
    os.environ["MOTO_PORT"] = str(server.port)
    stream.write(f"{server.port}\n")
    stream.flush()

    def end_with_connection() -> None:
        stream.read()
        os._exit(0)

    threading.Thread(target=end_with_connection, daemon=True).start()
    server.serve_forever()
