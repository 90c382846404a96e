// RFC 6902 with its pointers, tests and moves is a library's work.
import { applyPatch } from "rfc6902";
import { array, custom, literal, object, safeParse, string, variant } from "valibot";
import type { CommandAnswer, FlowWrite } from "#protocol/flow.ts";
import { tooLarge } from "#protocol/limits.ts";
import type { Json } from "#protocol/value.ts";
import type { Event } from "./event.ts";
import { type Core, documentOf } from "./state.ts";
import { tellWorks } from "./tell-works.ts";
import { effect, outsideInput, record, type Turn } from "./turn.ts";

type State = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/**
 * `PATCH /api/v1/state`: the whole patch or nothing of it, on the version its writer saw. Paths begin with
 * `/state/<field>` for the root, or `/components/<name>/<field>`.
 */
export function patchState(turn: Turn, event: Event & { readonly kind: "patch-state" }): void {
  const { request, version, patch } = event;
  const answer = (given: CommandAnswer): void =>
    effect(turn, { kind: "answer", request, answer: given });
  const { ledger } = turn.core;
  if (version !== ledger.version) {
    answer(
      refused(409, `The state is at version ${ledger.version}, not ${version}. Read it again.`),
    );
    return;
  }
  const writes = writesOf(turn.core, patch);
  if (typeof writes === "string") {
    answer(refused(422, writes));
    return;
  }
  outsideInput(turn.core);
  if (writes.length > 0) record(turn, { kind: "input", writes, operations: [] });
  tellWorks(turn, writes);
  answer({ kind: "returned", value: { version: ledger.version }, writes: [], operations: [] });
}

const refused = (status: number, message: string): CommandAnswer => ({
  kind: "threw",
  status,
  message,
});

/** What the patch changes, or why it cannot be applied. */
function writesOf(core: Core, patch: Json): readonly FlowWrite[] | string {
  const operations = safeParse(jsonPatch, patch);
  if (!operations.success) return "The body is no JSON Patch: a list of { op, path, value }.";
  const before = stateOf(core);
  const document: { components: Record<string, Record<string, Json>>; state?: Json } = {
    components: structuredClone(before),
  };
  document.state = document.components["root"] ?? {};
  const problem = applyPatch(document, [...operations.output]).find((error) => error !== null);
  if (problem) return `The patch does not apply: ${problem.message || problem.name}.`;
  return differences(before, { ...document.components, root: document.state });
}

const path = string();
const from = string();
const value = custom<Json>((given) => given !== undefined);

const jsonPatch = array(
  variant("op", [
    object({ op: literal("add"), path, value }),
    object({ op: literal("remove"), path }),
    object({ op: literal("replace"), path, value }),
    object({ op: literal("move"), from, path }),
    object({ op: literal("copy"), from, path }),
    object({ op: literal("test"), path, value }),
  ]),
);

const stateOf = (core: Core): State =>
  Object.fromEntries(
    [...core.live.components.values()].map(({ name }) => [name, documentOf(core, name)]),
  );

function differences(before: State, after: unknown): readonly FlowWrite[] | string {
  if (!isRecord(after)) return "Only fields of components can be written.";
  const writes: FlowWrite[] = [];
  for (const [component, fields] of Object.entries(after)) {
    const known = before[component];
    if (known === undefined || !isRecord(fields)) return `The app has no component ${component}.`;
    const unknown = Object.keys(fields).find((field) => !(field in known));
    if (unknown !== undefined) return `${component} has no field ${unknown}.`;
    const set = Object.fromEntries(
      Object.entries(fields).filter(
        ([field, value]) => JSON.stringify(value) !== JSON.stringify(known[field]),
      ),
    );
    const removed = Object.keys(known).filter((field) => !(field in fields));
    if (removed.length > 0)
      return `${component}.${removed[0]} cannot be removed; write another value.`;
    const problem = tooLarge(component, { ...known, ...set }, Object.keys(set));
    if (problem !== undefined) return problem;
    if (Object.keys(set).length > 0) writes.push({ component, patch: { set, removed: [] } });
  }
  const missing = Object.keys(before).find((component) => !(component in after));
  return missing === undefined ? writes : `${missing} cannot be removed.`;
}

const isRecord = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
