import { stripTypeScriptTypes } from "node:module";
import { App } from "#sdk/app.ts";
import { ComponentMap } from "#sdk/component-map.ts";
import { config } from "#sdk/config.ts";
import { Flow } from "#sdk/flow.ts";
import { Path } from "#sdk/path.ts";
import { enterRealm, type Realm } from "#sdk/realm.ts";
import { Work, type WorkOptions } from "#sdk/work.ts";
import type { Assignment } from "../judge/compare.ts";

export interface Executed {
  readonly root: object;
  /** What each work handed to `super`. */
  readonly options: ReadonlyMap<object, WorkOptions>;
}

/** Runs a construction with the real SDK, once for each assignment of its configuration. */
export function execution(body: string): (assignment: Assignment) => Executed {
  const code = stripTypeScriptTypes(`function run() { ${body} }`);
  const sdk = { App, ComponentMap, config, Flow, Path, Work };
  const run = new Function(...Object.keys(sdk), `"use strict"; ${code} return run();`);
  return (assignment) => {
    const options = new Map<object, WorkOptions>();
    let root: object | undefined;
    enterRealm(
      constructing(assignment, {
        work: (target, given) => {
          options.set(target, given);
          return target;
        },
        app: (_, made) => {
          root = made;
        },
      }),
    );
    Reflect.apply(run, undefined, Object.values(sdk));
    if (root === undefined) throw new Error("the program makes no App");
    return { root, options };
  };
}

/** What construction asks of the place it happens in; nothing else may be asked. */
function constructing(assignment: Assignment, hooks: Pick<Realm, "work" | "app">): Realm {
  const elsewhere = (): never => {
    throw new Error("A construction asks for nothing that only a run has.");
  };
  const nothing = new Proxy({}, { get: elsewhere });
  const realm = {
    ...hooks,
    flow: (target: Flow) => target,
    map: (target: unknown) => target,
    config: (name: string, fallback: unknown) => assignment.get(name) ?? fallback,
    works: nothing,
    flows: nothing,
    paths: nothing,
    drives: nothing,
    secret: elsewhere,
    asset: elsewhere,
  };
  if (isRealm(realm)) return realm;
  throw new TypeError("not a realm");
}

const isRealm = (value: object): value is Realm => "config" in value;
