import sys
import tempfile

folder = tempfile.mkdtemp(dir="/tmp")
print(folder, sys.argv[2])
