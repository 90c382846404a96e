import load
