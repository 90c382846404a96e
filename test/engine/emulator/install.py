"""Makes the emulator's Python environment, once: whoever else asks for it meanwhile waits.

    python3 install.py DIRECTORY REQUIREMENTS

An environment cannot be moved, so it is made in its place, and marked when it is whole.
"""

import fcntl
import subprocess
import sys
import venv
from pathlib import Path

directory, requirements = Path(sys.argv[1]), sys.argv[2]
mark = directory / ".complete"

directory.parent.mkdir(parents=True, exist_ok=True)
with open(f"{directory}.lock", "w") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    if not mark.exists():
        print(f"engine  Installing the emulator into {directory} (a minute, once)", file=sys.stderr)
        venv.create(directory, with_pip=True, clear=True)
        pip = [str(directory / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "-r", requirements], check=True, stdout=sys.stderr)
        mark.touch()
