import sys

print("fitting", sys.argv)
