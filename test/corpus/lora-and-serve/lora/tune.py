import argparse

argparse.ArgumentParser().parse_known_args()
