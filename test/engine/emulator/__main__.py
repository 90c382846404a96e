"""Starts emulators: `python -m emulator SOCKET [--warm]`, for whoever connects to the socket of this name.

Each connection gets an emulated AWS of its own, in a process of its own: it says its variables in a line of JSON,
hears the port in another, and the emulator ends with the connection, however whoever holds that dies. moto is
loaded once for all of them, which is half of what a short lane costs; with `--warm` so is what first calls load.
All of it ends with this process's standard input, and the socket's folder goes.
"""

import os
import selectors
import shutil
import signal
import socket
import sys

path = sys.argv[1]
listener = socket.socket(socket.AF_UNIX)
listener.bind(path)
listener.listen(32)
# Whoever waits for this may connect already, and is answered when moto has been loaded.
print("listening", flush=True)

from . import world  # noqa: E402

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
application = world.make()
if "--warm" in sys.argv:
    world.warm(application)

ready = selectors.DefaultSelector()
ready.register(listener, selectors.EVENT_READ)
ready.register(sys.stdin, selectors.EVENT_READ)
while True:
    for key, _ in ready.select():
        if key.fileobj is sys.stdin:
            shutil.rmtree(os.path.dirname(path))
            sys.exit()
        connection, _ = listener.accept()
        if os.fork() == 0:
            ready.close()
            listener.close()
            world.serve(application, connection)
        connection.close()
