import { computeSpotWithoutCheckpoint } from "#diagnostics/catalogue.gen.ts";
import { works } from "#graph/graph.ts";
import type { Interpreter } from "../interpreter.ts";
import { findSlot } from "../member.ts";
import type { Picture } from "./checks.ts";
import { ownCodeMatches } from "./own-code.ts";
import { mentions, pythonWorks } from "./python-works.ts";

/** Anything in its code that keeps what there is, or goes on from it. */
const keeps = /\.(?:publish|restore|previous)\b/u;

/** Work that is lost with its machine: nothing is published on notice, nothing found again afterwards. */
export function checkSpot(interpreter: Interpreter, picture: Picture): void {
  const scripts = pythonWorks(interpreter, picture);
  for (const work of works(picture.graph)) {
    const { name, compute, port } = work;
    // A service starts where it stood; what makes no files has none to keep.
    if (!compute.interruptible || port !== undefined) continue;
    if (!picture.graph.paths.some(({ producer }) => producer === name)) continue;
    const object = picture.works.find(({ facts }) => facts?.kind === "work" && facts.name === name);
    const script = scripts.find((one) => one.work.name === name);
    const inScript = script && mentions(script, /^(?:on_interrupt|restore|previous)$/u);
    const hook = object && findSlot(object, "onInterrupt");
    if (hook || inScript || ownCodeMatches(picture, name, keeps)) continue;
    interpreter.sink.report(computeSpotWithoutCheckpoint(compute.span, { work: name }));
  }
}
