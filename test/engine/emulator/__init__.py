"""An emulated AWS: moto's server with the gaps closed that this project's programs fall into.

Each module below patches one service of moto, says what it adds, and keeps its own memory in `forget`.
It reaches into moto's internals, so the version in requirements.txt is exact.
"""
