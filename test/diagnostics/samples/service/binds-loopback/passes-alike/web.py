import subprocess

from flask import Flask

app = Flask(__name__)
subprocess.run(["true"])
app.run("0.0.0.0", 5000)
