import { by, type Part, refused } from "./rule.ts";

const componentsFile = "runtime/components.test.ts";
const map = "runtime/component-map.test.ts";

export const components: Part = {
  part: "components",
  rules: {
    "names are field names joined by dots, through arrays, objects and flows": [
      by(
        componentsFile,
        "are field names joined by dots, through arrays, objects and flows; the root's is root",
      ),
    ],
    "a component has one field; containers are frozen": [
      by(
        componentsFile,
        "belong to one field each, and containers are closed once the app is made",
      ),
      refused("work/component-twice"),
    ],
    "names are known once new App(root) has returned": [
      by(componentsFile, "are not known before new App(root) has returned"),
      by(componentsFile, "is one per file"),
    ],
    "the class is found by its module binding": [refused("work/class-not-found")],
    "a work's process builds its instance from what the compiler evaluated": [
      refused("work/constructor-argument"),
      by(componentsFile, "what a parent's constructor sets on a child counts"),
    ],
    "a map creates once per key, on record, and has what was made again after a restart": [
      by(map, "creates once per key, however often the tick repeats, and calls like any work"),
      by(map, "is there again before the first tick after a restart, and repeats nothing"),
      by(map, "shows its elements: keys, size, has, get, values, entries"),
    ],
    "deleting an element stops it and keeps its versions": [
      by(map, "delete stops the work, takes it out of the app, and keeps its versions"),
    ],
    "elements may be flows, services and Python scripts": [
      by(map, "holds flows with works of their own, services and Python scripts"),
    ],
    "components are not made in run()": [
      by("runtime/ticks-repeat.test.ts", "is an error whose way out is a ComponentMap"),
      refused("flow/component-in-run"),
    ],
    "state is public fields that JSON can carry": [
      by(
        componentsFile,
        "is public fields; #private and _field are not, nor methods, Paths and components",
      ),
      by(componentsFile, "refuses what JSON cannot carry, and secrets, naming the field"),
      by(
        "agent/outcome.test.ts",
        "refuses state that JSON cannot carry, and fields that are too large",
      ),
    ],
    "private fields are state, and warned about; what is no JSON is seen before the run": [
      refused("state/private"),
      refused("state/not-json"),
    ],
    "changes in place count": [
      by(componentsFile, "changes in place count like assignments, and are the next tick's"),
    ],
    "of two writers of a field the last in the journal's order wins, and both hear of it": [
      by(
        componentsFile,
        "has two writers: field by field, the last in the journal's order wins, and a running work hears of it",
      ),
      by(
        "runtime/front-door.test.ts",
        "writes fields of the root, and of a running work, whose process hears it",
      ),
    ],
    "durable is what was assigned: a changed default takes effect": [
      by(
        componentsFile,
        "durable is what was assigned: a default that the code changes takes effect, an assigned value stays",
      ),
    ],
    "a stored field that the code has no more is kept aside for one deploy": [
      by("runtime/new-fields.test.ts", "is kept aside, and said"),
      by("runtime/new-fields.test.ts", "is given back by the code that has it again"),
      by("runtime/new-fields.test.ts", "is gone when the code after it has it not either"),
    ],
    "a field whose type has changed is named": [
      by("runtime/new-fields.test.ts", "is named, with the way out"),
    ],
    "a field holds 256 KiB, a component 1 MiB, all of them 16 MiB": [
      by("runtime/limits.test.ts", "is 256 KiB a field, and 1 MiB a component, to the byte"),
      by(
        "runtime/limits.test.ts",
        "is 16 MiB of all components together: the app ends, naming the largest",
      ),
    ],
    "a new attempt has the last state of the one before": [
      by(
        componentsFile,
        "of a work goes on into its next attempt and call, partial changes included",
      ),
    ],
    "a flow may use getters and plain methods of a work, and nothing of its process": [
      by(componentsFile, "has its getters and plain methods"),
      by(componentsFile, "has not %s"),
    ],
    "async methods and members of the process are seen in a flow before it runs": [
      refused("work/async-method"),
      refused("work/member-in-flow"),
      refused("work/member-too-early"),
    ],
    "reserved names are few, and named": [refused("work/reserved-name")],
    "only flows own components": [
      refused("work/component-inside"),
      refused("work/not-held"),
      by(
        componentsFile,
        "are what is run by: a work that no field holds has none, and is not run in the flow",
      ),
    ],
    "keys of maps are checked": [refused("flow/map-key"), by(map, "refuses %s")],
    "works that start with the flow are called unasked": [
      by(
        "runtime/asking.test.ts",
        "works that start with the flow are called without being asked for",
      ),
    ],
    "retries back off from a second to a minute": [
      by("runtime/app.test.ts", "back off for a second, doubled each time, a minute at most"),
      by("runtime/uncaught.test.ts", "retries within the budget first"),
    ],
    "an attempt ends when its timeout is over": [
      by("agent/outcome.test.ts", "ends an attempt that takes longer than it may"),
    ],
    "a bare work may be the root": [
      by("runtime/launch.test.ts", "is called without arguments and ends the app when it returns"),
    ],
  },
};
