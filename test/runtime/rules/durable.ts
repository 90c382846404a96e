import { by, type Part, refused } from "./rule.ts";

const durableTests = "runtime/durable.test.ts";
const steps = "runtime/steps.test.ts";
const schedules = "runtime/schedules.test.ts";

export const durable: Part = {
  part: "durable things have names",
  rules: {
    "a step runs beside the tick, at least once, and its outcome is recorded": [
      by(durableTests, "runs a step beside the ticks, and records its outcome"),
      by(
        steps,
        "are tried again within their budget, with the same key, and reject with what they threw last",
      ),
    ],
    "a step touches no components, and returns JSON of 256 KiB at most": [
      by(steps, "may not touch components, and return JSON of 256 KiB at most"),
    ],
    "a step that may happen once at most is lost rather than repeated": [
      by(
        steps,
        "that may happen once at most are lost, and say so, where nobody knows how they ended",
      ),
    ],
    "sleep and elapsed count by their keys": [
      by(durableTests, "sleeps by key, and asks what has elapsed"),
    ],
    "once is true in exactly one committed tick, with that tick's writes": [
      by(durableTests, "is once in exactly one committed tick, with that tick's writes"),
    ],
    "every enters its body until it settles; its occurrence is part of every identity inside": [
      by(
        schedules,
        "enters its body from the due time until it settles, and the same calls run again next time",
      ),
      by(schedules, "scopes steps, sleeps and once to the occurrence"),
    ],
    "due times are skipped on record while one is open; after downtime the latest runs": [
      by(schedules, "skips later due times while one is open, on record"),
      by(schedules, "runs the latest missed one after downtime, and goes on with an open one"),
      by(schedules, "begins at once with immediately, and only once"),
    ],
    "schedule is true in one committed tick per due time": [
      by(schedules, "is true in one committed tick per due time, the first at the next one"),
    ],
    "an await under schedule is an error whose fix is every": [refused("flow/schedule-await")],
    "a wrong cron expression or duration is an error before the run": [
      refused("flow/cron"),
      refused("flow/duration"),
    ],
    "a key that stays the same in a loop is an error before the run": [
      refused("flow/duplicate-key"),
    ],
    "cron has five fields, or six with seconds last, in UTC or a named zone": [
      by(schedules, "has five fields, or six with seconds last"),
      by(schedules, "counts in UTC, or in the time zone it is given"),
      by(schedules, "fails the tick that says it wrong, with the way out"),
    ],
    "a key stands for one thing in a tick; an array may be one": [
      by(durableTests, "refuses the same key twice in a tick"),
      by(schedules, "needs a key of its own where two share a cron expression"),
    ],
    "calls of closed occurrences are forgotten, but for the last twenty": [
      by(schedules, "remembers the calls of its last twenty occurrences, and counts all"),
    ],
  },
};
