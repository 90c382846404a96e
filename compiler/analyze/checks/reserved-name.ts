import { lightningMember, workReservedName } from "#diagnostics/catalogue.gen.ts";
import { listWords } from "#diagnostics/words.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Picture } from "./checks.ts";
import { type ClassMember, classMembers } from "./class-members.ts";
import { memberHere } from "./lightning-words.ts";

const common = ["name"];

/** The framework's accessors and methods; hooks (`run`, `configureLayout`, …) are there to be overridden. */
const reserved: Readonly<Record<"work" | "flow", readonly string[]>> = {
  work: [
    ...common,
    ...["host", "port", "url", "internalUrl", "status", "statuses", "machine", "hasStarted"],
    ...["hasSucceeded", "hasFailed", "hasStopped", "isPending", "isRunning", "numSuccesses"],
    ...["numFailures", "signal", "attempt", "callId", "node", "again", "start", "ready"],
    ...["stop", "restart"],
  ],
  flow: [
    ...common,
    ...["step", "sleep", "elapsed", "once", "every", "schedule", "peek", "stop", "fail"],
  ],
};

/** A member of the app's own under a name that is taken, or under the one that Lightning had for a hook. */
export function checkMemberNames(interpreter: Interpreter, { constructed }: Picture): void {
  for (const object of constructed) {
    for (const member of classMembers(object)) checkMember(interpreter, object, member);
  }
}

function checkMember({ sink }: Interpreter, { facts }: HeapObject, member: ClassMember): void {
  const { name, span, element } = member;
  if (facts?.kind !== "work" && facts?.kind !== "flow") return;
  const taken = reserved[facts.kind];
  if (taken.includes(name)) {
    const values = { member: name, owner: member.class.name, list: listWords(taken, "and") };
    sink.report(workReservedName(span, values));
  }
  const here = element.type === "MethodDefinition" ? memberHere(name) : undefined;
  if (here === undefined) return;
  const edits = [{ span, text: here }];
  sink.report(
    lightningMember(
      span,
      { old: name, new: here },
      { fix: { title: `Call it \`${here}\``, edits } },
    ),
  );
}
