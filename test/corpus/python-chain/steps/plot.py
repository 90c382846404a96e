import sys

print("plotting", sys.argv)
