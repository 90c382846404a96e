/** Edits as people make them: one or two changes of an app, drawn at random and replayed by a seed. */
import fc from "fast-check";
import { type AppSpec, type WorkSpec, work } from "./app-spec.ts";

type Pick = <T>(from: readonly T[]) => T;
type Change = (spec: AppSpec, pick: Pick) => AppSpec;

const computes = [undefined, "cpu-small", "cpu-medium", "gpu", "L4", "gpu-fast"] as const;
const ports = [undefined, 8100, 8200, 8300] as const;

/** Every kind of change that reaches the program; each answers an app that compiles. */
const changes: Readonly<Record<string, Change>> = {
  code: (spec, pick) => change(spec, pick, (one) => ({ ...one, code: one.code + 1 })),
  compute: (spec, pick) =>
    change(spec, pick, (one) => onItsOwn({ ...one, compute: pick(computes) })),
  spot: (spec, pick) =>
    change(spec, pick, (one) => onItsOwn({ ...one, interruptible: !one.interruptible })),
  disk: (spec, pick) => change(spec, pick, (one) => onItsOwn({ ...one, disk: pick([200, 300]) })),
  // A service does not end, so that nothing could wait for what it makes.
  port: (spec, pick) =>
    change(spec, pick, (one) => (one.writes ? one : { ...one, port: freePort(spec, pick) })),
  secret: (spec, pick) =>
    change(spec, pick, (one) => ({ ...one, secret: pick([undefined, "HF_TOKEN", "API_KEY"]) })),
  add: (spec, pick) => ({
    works: [...spec.works, onItsOwn(work(freshName(spec), { compute: pick(computes) }))],
  }),
  remove: (spec, pick) => without(spec, pick(spec.works).name),
  reads: (spec, pick) => {
    const makers = spec.works.filter(({ writes }) => writes).map(({ name }) => name);
    return change(spec, pick, (one) => {
      const before = spec.works.slice(0, spec.works.indexOf(one)).map(({ name }) => name);
      const possible = makers.filter((name) => before.includes(name));
      return { ...one, reads: possible.filter(() => pick([true, false])) };
    });
  },
};

export interface RandomEdit {
  readonly title: string;
  readonly app: AppSpec;
}

/** `count` edits of one app, the same for the same seed; each differs from the app. */
export function randomEdits(
  app: AppSpec,
  { seed, count }: { readonly seed: number; readonly count: number },
): readonly RandomEdit[] {
  const kinds = fc.array(fc.constantFrom(...Object.keys(changes)), { minLength: 1, maxLength: 2 });
  const drawn = fc.record({ kinds, picks: fc.array(fc.nat(), { minLength: 24, maxLength: 24 }) });
  const edits = fc.sample(drawn, { seed, numRuns: count * 20 }).map(({ kinds, picks }) => {
    let next = 0;
    const pick: Pick = (from) => itemAt(from, picks[next++ % picks.length] ?? 0);
    const edited = kinds.reduce((spec, kind) => changes[kind]?.(spec, pick) ?? spec, app);
    return { title: kinds.join(" and "), app: edited };
  });
  const distinct = new Map(
    [{ title: "nothing", app }, ...edits].map((edit) => [JSON.stringify(edit.app), edit]),
  );
  distinct.delete(JSON.stringify(app));
  return [...distinct.values()].slice(0, count);
}

function itemAt<T>(from: readonly T[], number: number): T {
  for (const [index, item] of from.entries()) if (index === number % from.length) return item;
  throw new Error("There is nothing to pick from.");
}

function change(spec: AppSpec, pick: Pick, edit: (one: WorkSpec) => WorkSpec): AppSpec {
  const chosen = pick(spec.works);
  return { works: spec.works.map((one) => (one === chosen ? edit(one) : one)) };
}

/** Options of a machine need a machine of its own. */
const onItsOwn = (one: WorkSpec): WorkSpec =>
  one.compute === undefined ? { ...one, interruptible: false, disk: undefined } : one;

const freePort = (spec: AppSpec, pick: Pick): number | undefined => {
  const taken = spec.works.map(({ port }) => port);
  return pick(ports.filter((port) => port === undefined || !taken.includes(port)));
};

function freshName({ works }: AppSpec): string {
  const taken = new Set(works.map(({ name }) => name));
  for (let number = 1; ; number++) if (!taken.has(`extra${number}`)) return `extra${number}`;
}

function without({ works }: AppSpec, name: string): AppSpec {
  if (works.length === 1) return { works };
  const rest = works.filter((one) => one.name !== name);
  return {
    works: rest.map((one) => ({ ...one, reads: one.reads.filter((from) => from !== name) })),
  };
}
