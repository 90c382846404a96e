import { by, type Part, refused } from "./rule.ts";

const tick = "runtime/tick.test.ts";
const repeat = "runtime/ticks-repeat.test.ts";

export const ticks: Part = {
  part: "ticks",
  rules: {
    "a tick reads one snapshot, and commits its writes, calls, stops and marks as one record": [
      by(tick, "shows every line of a tick the same values, whatever happens meanwhile"),
      by("runtime/calls.test.ts", "shows no tick a success without its state and versions"),
    ],
    "of a tick that throws nothing is committed but the failure": [
      by(tick, "commits nothing of a tick that throws, but the failure"),
    ],
    "the engine's own errors cannot be swallowed": [
      by(tick, "fails the tick on an engine error even if the app catches it"),
    ],
    "an unfinished await never settles: no catch, finally or code behind it runs in that tick": [
      by(tick, "runs no catch, finally or code behind an unfinished await"),
      by(tick, "lets the siblings of a suspended branch go on"),
    ],
    "settled promises are delivered one at a time, in the order in which they settled": [
      by(
        "runtime/delivery.test.ts",
        "lets a race be won, in every tick, by the one that finished first",
      ),
      by(
        "runtime/delivery.test.ts",
        "keeps nested chains, any and allSettled in the order in which calls ended",
      ),
    ],
    "only what the ledger knows may be awaited; the line that awaits anything else is named": [
      by(tick, "fails the tick that awaits something else, naming the line"),
      by(tick, "takes async helpers, plain values and native combinators for what they are"),
      refused("flow/foreign-await"),
    ],
    "nothing acts under a tick that is over, or under none": [
      by(repeat, "end with the tick: a branch that goes on after it can neither call nor write"),
    ],
    "suspended frames are collected": [
      by(repeat, "leave no frames behind: suspended ticks are collected"),
    ],
    "everything outside of step and once runs in every tick; the durable cursor does not": [
      by(
        repeat,
        "everything outside of steps and once, before and after finished awaits, and after run() has returned",
      ),
      by("runtime/durable.test.ts", "runs the durable cursor once for each value"),
    ],
    "read-modify-write that repeats is a warning with a fix": [refused("flow/repeated-write")],
    "restart(), and stop() of what is called again, belong in once": [
      refused("flow/repeated-effect"),
    ],
    "a tick that changes state is followed by another; one that never settles slows down and is named":
      [
        by(
          repeat,
          "another follows while a tick leaves state other than it found it, and none when it does not",
        ),
        by(
          "runtime/identities.test.ts",
          "slows a flow that never settles down, and says which field it is",
        ),
      ],
    "ticks start only for what was read; an idle flow does nothing": [
      by("runtime/identities.test.ts", "does not tick for what the flow never read"),
      by("runtime/identities.test.ts", "ticks for a field that the flow or its layout read"),
      by(repeat, "an idle flow ticks for nothing and appends nothing"),
    ],
    "flow code has a thread of its own, the tick's clock, and no chance or I/O": [
      by(
        "runtime/launch.test.ts",
        "has the tick's clock, refuses what cannot be repeated, and names the line",
      ),
      by(
        "runtime/launch.test.ts",
        "is given up after ten seconds in an endless loop, and its line named",
      ),
    ],
    "effects apply in program order": [
      by(
        repeat,
        "apply in program order: stop() ends what stood open there, and not what is called behind it",
      ),
    ],
    "an endless loop is seen before it runs": [refused("flow/endless-loop")],
    "what cannot be repeated is refused before it runs": [refused("flow/not-repeatable")],
    "an exception of the flow's own code ends the app with its mapped stack": [
      by(
        "runtime/launch.test.ts",
        "ends the app with exit 1 and its own mapped stack, and prints its lines once",
      ),
    ],
    "a tick logs only what goes beyond the tick before": [
      by(
        "runtime/launch.test.ts",
        "ends the app with exit 1 and its own mapped stack, and prints its lines once",
      ),
    ],
    "a tick that comes to a thousand finished calls is told": [
      by(
        "runtime/versions.test.ts",
        "of a tick that comes to more than a thousand calls is said once, naming the work and the cursor",
      ),
    ],
  },
};
