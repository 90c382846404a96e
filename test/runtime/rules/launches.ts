import { by, type Part } from "./rule.ts";

const launch = "runtime/launch.test.ts";

export const launches: Part = {
  part: "launches",
  rules: {
    "a launch that was cut short goes on with --resume, exactly": [
      by(launch, "goes on where a killed controller was, and runs nothing twice"),
      by(launch, "goes on after Ctrl-C too, and refuses a launch that has come to its end"),
    ],
    "the ledger outlives code: a rename keeps calls, state, marks and versions": [
      by("runtime/renamed.test.ts", "is on record once, and means the same in every launch after"),
    ],
    "rerun runs a finished call again, and what was made of it": [
      by(
        "cli/launches.test.ts",
        "rerun runs a finished call again, and what read its files after it",
      ),
    ],
    "new code runs what had failed once more, and what is done only with rerunOn": [
      by(
        "runtime/new-code.test.ts",
        "runs what had failed once more, and what is done only where the work asks for that",
      ),
    ],
    "the last ten launches are kept, and one that was cut short is named": [
      by(
        "runtime/launch-folders.test.ts",
        "are kept for the last ten, and say when the one before was cut short",
      ),
    ],
    "the ledger is rebuilt from its newest snapshot and what follows": [
      by(
        "runtime/snapshot.test.ts",
        "replaying a snapshot and what follows equals replaying everything, byte for byte, wherever it is cut",
      ),
    ],
    "the app ends when nothing is open, and says what keeps it open": [
      by(
        "runtime/app.test.ts",
        "comes by itself when run() has returned and nothing is open; what keeps it open is said once",
      ),
      by(
        "runtime/app.test.ts",
        "does not come while there is a timer, a command, a route or a page",
      ),
    ],
    "stop and fail take effect with their tick, and have the last word": [
      by(
        "runtime/app.test.ts",
        "by stop() and fail() takes effect when the tick commits, and their message is the last",
      ),
      by(launch, "by this.stop(): `exit` is the last line, and says which works were stopped"),
    ],
    "Ctrl-C stops cleanly, and leaves nobody behind": [
      by(launch, "by Ctrl-C: the same, in state.json too, and the launch can be resumed"),
      by(launch, "when the command line is killed"),
    ],
    "a deployed app that has ended rests until something else is deployed, or a person asks": [
      by(
        "runtime/after-the-end.test.ts",
        "rests under every later controller: no tick, no attempt, and the same end",
      ),
      by("runtime/after-the-end.test.ts", "goes on when something else is deployed"),
      by("runtime/after-the-end.test.ts", "goes on when a person has a work run again"),
    ],
    "a ledger keeps of finished calls what it must know": [
      by(
        "runtime/dropped-arguments.test.ts",
        "are dropped once another call of its work has started, and no call is made again for it",
      ),
    ],
    "nothing leaves before its record is durable": [
      by("runtime/outbox.test.ts", "holds effects until the append that has their cause resolves"),
    ],
  },
};
