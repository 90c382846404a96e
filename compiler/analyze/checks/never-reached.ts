import type { Node } from "oxc-parser";
import { flowNeverReached } from "#diagnostics/catalogue.gen.ts";
import { graphName } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import { type Interpreter, spanIn } from "../interpreter.ts";
import { findSlot } from "../member.ts";
import { ancestors, descendantsInside, moduleOf } from "../source-place.ts";
import { numberOf } from "../strand.ts";
import type { CallRecord } from "../trace.ts";
import type { Picture } from "./checks.ts";
import { endlessLoops, statementAfter } from "./loops.ts";
import { type PythonWork, pythonWorks } from "./python-works.ts";

/** Code behind a call that never ends, or behind a loop that does not. */
export function checkNeverReached(interpreter: Interpreter, picture: Picture): void {
  const { every } = picture.followed;
  const endings = new Map<HeapObject, string | undefined>();
  const whyEndless = (work: HeapObject) => {
    if (!endings.has(work)) endings.set(work, neverEnds(interpreter, picture, work));
    return endings.get(work);
  };
  for (const call of every.calls) {
    const reason = call.awaited ? whyEndless(call.work) : undefined;
    if (reason !== undefined) reportAfterCall(interpreter, call, { reason, calls: every.calls });
  }
  for (const { closure, flows } of every.functions.values()) {
    if (flows.size === 0 || closure.module.installed) continue;
    for (const loop of endlessLoops(closure)) reportAfter(interpreter, closure.module.file, loop);
  }
}

/** A clause, where its code shows that a call of it never ends. */
function neverEnds(
  interpreter: Interpreter,
  picture: Picture,
  work: HeapObject,
): string | undefined {
  const run = findSlot(work, "run");
  if (run?.kind === "object" && run.body.kind === "closure") {
    const { code, module } = run.body;
    if (endlessLoops(run.body).length > 0) return "its `run()` holds a loop without an end";
    const text = module.text.slice(code.start, code.end);
    if (/\bPromise\b/u.test(text) && awaitsForEver(code, module.text))
      return "its `run()` awaits what never comes";
  }
  if (work.facts?.kind !== "work" || !work.facts.python) return undefined;
  const name = graphName(work);
  const python = pythonWorks(interpreter, picture).find((one) => one.work.name === name);
  return python?.work.port && servesForEver(python) ? "its script serves for ever" : undefined;
}

/** `await new Promise(() => {})` */
const awaitsForEver = (code: Node, text: string): boolean =>
  descendantsInside(code).some(
    ({ type, start, end }) =>
      type === "AwaitExpression" &&
      /^await\s+new\s+Promise(?:<[^>]*>)?\(\s*(?:async\s*)?\(\s*\)\s*=>\s*\{\s*\}\s*\)$/u.test(
        text.slice(start, end),
      ),
  );

const servers = /(?:^uvicorn\.run|\.serve_forever|^waitress\.serve|^web\.run_app)$/u;

const servesForEver = ({ files }: PythonWork): boolean =>
  files.some(({ source }) => source.calls.some(({ name }) => servers.test(name)));

/** The next call, wherever it stands; else the next statement beside it. */
function reportAfterCall(
  { sink, ...interpreter }: Interpreter,
  { work, span, flow }: CallRecord,
  { reason, calls }: { readonly reason: string; readonly calls: readonly CallRecord[] },
): void {
  const module = moduleOf({ sink, ...interpreter }, span.file);
  const chain = module ? ancestors(module.parsed.program, span) : [];
  const statement = chain.findLast(
    ({ type }) => type === "ExpressionStatement" || type === "VariableDeclaration",
  );
  const beside =
    statement && isAwaited(statement, span.start) ? statementAfter(chain, statement) : undefined;
  const number = numberOf(interpreter, work);
  const later = calls.find(
    (call) => call.finished.has(number) && call.work !== work && call.flow === flow,
  );
  const place = beside && module ? spanIn(module, beside) : later?.span;
  if (place === undefined) return;
  const name = graphName(work) ?? "work";
  const related = [{ span, message: "it is awaited here" }];
  sink.report(flowNeverReached(place, { what: `\`${name}.run()\``, reason }, { related }));
}

/** `await` of the call itself: of a race, the other side may go on. */
function isAwaited(statement: Node, start: number): boolean {
  const awaited =
    statement.type === "ExpressionStatement"
      ? [statement.expression]
      : statement.type === "VariableDeclaration"
        ? statement.declarations.map(({ init }) => init)
        : [];
  return awaited.some((one) => one?.type === "AwaitExpression" && one.argument.start === start);
}

function reportAfter(interpreter: Interpreter, file: string, loop: Node): void {
  const module = moduleOf(interpreter, file);
  const chain = module ? ancestors(module.parsed.program, { file, ...loop }) : [];
  const at = chain.find((node) => node === loop);
  const next = at && statementAfter(chain, at);
  if (module === undefined || next === undefined) return;
  const values = { what: "this loop", reason: "it has no end" };
  const related = [{ span: spanIn(module, loop), message: "the loop" }];
  interpreter.sink.report(flowNeverReached(spanIn(module, next), values, { related }));
}
