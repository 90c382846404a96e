"""The same apps for Lightning 2.2.5; BENCH_SCENARIO picks one. Marks are those of ../apps/mark.ts."""

import os
import time

from lightning_app import LightningApp, LightningFlow, LightningWork
from lightning_app.components.python import TracerPythonScript
from lightning_app.structures import List

COUNT = int(os.environ.get("BENCH_COUNT", "10"))
STARTED = time.monotonic()


def mark(event):
    with open(os.environ["BENCH_MARK"], "a") as file:
        file.write(f"{event} {time.monotonic():.6f}\n")


class Trivial(LightningWork):
    def __init__(self, tag, **options):
        super().__init__(**options)
        self.tag = tag

    def run(self):
        mark(f"run.{self.tag}")
        mark(f"end.{self.tag}")


class Chain(LightningFlow):
    def __init__(self):
        super().__init__()
        self.each = List(*[Trivial(str(i)) for i in range(COUNT)])

    def run(self):
        # Every process is up before the first call.
        if time.monotonic() - STARTED < 3:
            time.sleep(3)
        for work in self.each:
            work.run()
        self.stop("done")


class Counter(LightningWork):
    def __init__(self):
        super().__init__(parallel=True)
        self.counter = 0

    def run(self):
        mark("run")
        for i in range(1, COUNT + 1):
            self.counter = i
        mark("end")


class Counting(LightningFlow):
    def __init__(self):
        super().__init__()
        self.work = Counter()

    def run(self):
        self.work.run()
        if self.work.counter == COUNT:
            mark("last")
            self.stop("done")


class Bad(LightningWork):
    def run(self):
        mark("raise")
        raise ValueError("boom")


class Fails(LightningFlow):
    def __init__(self):
        super().__init__()
        self.bad = Bad(parallel=True)

    def run(self):
        self.bad.run()


class Idle(LightningFlow):
    def __init__(self):
        super().__init__()
        self.work = Trivial("0")

    def run(self):
        self.work.run()


class Many(LightningFlow):
    def __init__(self):
        super().__init__()
        self.each = List(*[Trivial(str(i), parallel=True, start_with_flow=False) for i in range(COUNT)])

    def run(self):
        for work in self.each:
            work.run()
        if all(work.has_succeeded for work in self.each):
            self.stop("done")


class Source(LightningWork):
    def __init__(self):
        super().__init__(parallel=True)
        self.file = None

    def run(self):
        mark("run")
        self.file = "lit://boring_file.txt"
        with open(self.file, "w") as file:
            file.write("Hello there!")


class Serve(TracerPythonScript):
    def run(self, path):
        self.script_args += [f"--filepath={path}", f"--host={self.host}", f"--port={self.port}"]
        super().run()


class Boring(LightningFlow):
    def __init__(self):
        super().__init__()
        self.source = Source()
        self.serve = Serve(script_path=os.environ.get("BENCH_SCRIPT", __file__), port=COUNT)

    def run(self):
        self.source.run()
        if self.source.has_succeeded:
            self.serve.run(self.source.file)


ROOTS = {"boring": Boring, "chain": Chain, "counter": Counting, "fails": Fails, "idle": Idle, "many": Many}
app = LightningApp(ROOTS[os.environ["BENCH_SCENARIO"]]())
