from pathlib import Path


def load():
    return (Path(__file__).parent / "config.yaml").read_text()
