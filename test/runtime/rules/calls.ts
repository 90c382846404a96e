import { by, type Part, refused } from "./rule.ts";

const asking = "runtime/asking.test.ts";
const args = "runtime/arguments.test.ts";
const callTests = "runtime/calls.test.ts";
const uncaught = "runtime/uncaught.test.ts";
const uncached = "runtime/uncached.test.ts";

export const calls: Part = {
  part: "calls",
  rules: {
    "start is run without a promise": [
      by(asking, "start() is run() without a promise; a failure of it is uncaught"),
    ],
    "the same work, arguments, occurrence and key are the same call, whatever the code": [
      by(
        "runtime/identities.test.ts",
        "takes the same arguments twice in a tick for the same call, and again() for another",
      ),
      by("runtime/renamed.test.ts", "runs nothing again, and goes on with what was open"),
    ],
    "arguments are JSON, Paths and Drives; anything else is refused with its place": [
      by(args, "that are %s are refused, with their place"),
      refused("flow/nondeterministic-argument"),
    ],
    "arguments that JSON cannot carry are seen before the run": [refused("work/argument-not-json")],
    "arguments hold 64 KiB at most, and are copied at the call": [
      by(args, "of more than 64 KiB are refused, and belong in a Path"),
      by(args, "are copied at the call: what is changed behind it changes nothing"),
    ],
    "after an awaited call a Path means what that call published; before, what a finished one did":
      [
        by(
          "runtime/path-versions.test.ts",
          "gives each call the version that the awaited call before it published",
        ),
      ],
    "replaying any prefix of the ledger makes no new call": [
      by(
        "runtime/path-versions.test.ts",
        "makes no call again that it made before, whatever prefix of the journal is replayed",
      ),
      by(
        "runtime/replay.test.ts",
        "replaying any prefix of the journal makes no new call, and repeats none",
      ),
    ],
    "latest means what was published while running; a field pins the version meant there": [
      by(
        "runtime/path-references.test.ts",
        "latest() means what was published while its producer runs; the plain Path, what a finished call did",
      ),
      by(
        "runtime/path-references.test.ts",
        "assigning one to a field pins the version that it means there; in a field's initialiser it stays open",
      ),
    ],
    "a failed call that nobody catches ends the app": [
      by(uncaught, "fails the app when an awaited call's failure is not caught"),
      by(uncaught, "fails the app when nobody looks at the call's promise"),
      by(
        "runtime/launch.test.ts",
        "ends the app with exit 1 within a second, naming the work and the line",
      ),
    ],
    "await rejects with WorkFailed, in every tick": [
      by(uncaught, "lets the app catch it, as WorkFailed, in every tick"),
    ],
    "failed and stopped are levels: only restart() runs the call again": [
      by(
        asking,
        "runs a failed or stopped call again from a command, which no flow that comes to it does",
      ),
      by(
        callTests,
        "stops what was open where stop() stood, and rejects its await with the reason",
      ),
    ],
    "calling a failed call again by hand is told to use retries": [refused("flow/retry-by-hand")],
    "one call at a time per work, first in first out": [
      by(callTests, "queues them in the order in which they were first asked for"),
    ],
    "at most a hundred calls of a work wait": [
      by(asking, "more than a hundred that wait are refused"),
    ],
    "a new call of a service replaces the running one, and may come back": [
      by(
        callTests,
        "replaces the running call of a service by the one that is wanted now, and back",
      ),
    ],
    "without cached calls each finished run is delivered to one tick, and the next follows at its pace":
      [
        by(
          uncached,
          "delivers each finished run to exactly one committed tick, and starts the next when reached",
        ),
        by(uncached, "starts the next no sooner than a second after the last"),
        by(
          uncached,
          "backs off while it fails, up to five minutes, and no longer once it succeeds",
        ),
      ],
    "peek gives the result without ending the tick": [
      by(asking, "peek() gives the result or undefined, ends no tick, and looks at nothing"),
    ],
    "a storm of new calls pauses the flow, and shows the argument that differs": [
      by(
        asking,
        "more than a hundred new ones of a work in a minute pause the flow, and show the argument that differs",
      ),
    ],
    "a call is committed once at most; only the current attempt is accepted": [
      by(callTests, "drops what an attempt says that was given up"),
      by(callTests, "counts a message that comes again once, and acknowledges it again"),
      by("agent/life.test.ts", "runs an order once however often it comes"),
    ],
    "success is one record: outcome, result, last state and versions": [
      by(callTests, "shows no tick a success without its state and versions"),
      by(
        "agent/agent.test.ts",
        "runs a work in an empty directory and settles with its result, state and versions at once",
      ),
    ],
    "results are JSON of 256 KiB at most": [
      by("agent/outcome.test.ts", "refuses a result that JSON cannot carry, naming its place"),
      refused("work/return-not-json"),
    ],
    "status is that of the call the flow came to last; 64 are kept": [
      by(asking, "statuses keep the last 64; status is that of the call the flow came to last"),
    ],
  },
};
