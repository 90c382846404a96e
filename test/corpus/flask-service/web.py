import argparse

from flask import Flask

app = Flask(__name__)


@app.route("/")
def home():
    return "hello"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--port", type=int, default=5000)
    options = parser.parse_args()
    app.run(host=options.host, port=options.port, debug=False)
