import { join } from "node:path";
import type { Ledger } from "#controller/state.ts";
import type { FlowBegin } from "#protocol/flow.ts";
import type { ControllerOptions } from "./options.ts";

/** What the flow's thread must know before it constructs the app. */
export function flowBegin(
  { launch, manifest, build, config, check }: ControllerOptions,
  { elements }: Ledger,
): FlowBegin {
  const named = [...manifest.components, ...manifest.paths];
  return {
    launch: launch.id,
    bundle: join(build, manifest.flow.directory),
    config,
    ids: Object.fromEntries(named.map(({ name, id }) => [name, id])),
    elements: [...elements.values()],
    check,
  };
}
