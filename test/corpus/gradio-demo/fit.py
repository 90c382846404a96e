import sys

print("fitting into", sys.argv[2])
