import setup

setup.prepare()
