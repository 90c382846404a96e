import { serviceHealthTooShort, serviceOnSpot } from "#diagnostics/catalogue.gen.ts";
import type { Work } from "#graph/work.ts";
import type { Interpreter } from "../interpreter.ts";
import { allWorks } from "./all-works.ts";
import type { Picture } from "./checks.ts";

/** Services that would not be there when they are asked. */
export function checkServices({ sink }: Interpreter, picture: Picture): void {
  for (const work of allWorks(picture)) {
    const { name, port, compute, settings } = work;
    if (port === undefined) continue;
    if (compute.interruptible) sink.report(serviceOnSpot(compute.span, { work: name }));
    const heavy = packages(work).find((one) => loadsModels.has(one));
    const { grace } = settings.health;
    if (heavy !== undefined && grace < 30)
      sink.report(serviceHealthTooShort(work.span, { work: name, grace, package: `\`${heavy}\`` }));
  }
}

/** A minute and more until they answer. */
const loadsModels: ReadonlySet<string> = new Set([
  "vllm",
  "transformers",
  "diffusers",
  "tensorflow",
  "sentence-transformers",
  "text-generation-inference",
  "tritonclient",
]);

/** `torch[cuda]==2.8` → `torch` */
const packages = ({ settings, python }: Work): readonly string[] =>
  [...settings.build.requirements, ...(python?.requirements ?? [])].map(
    (requirement) => /^[A-Za-z0-9._-]+/u.exec(requirement)?.[0]?.toLowerCase() ?? "",
  );
