import type { FromFlow } from "#protocol/flow.ts";
import { handlerNames } from "./command.ts";
import { describeWork } from "./describe-element.ts";
import type { Engine } from "./engine.ts";
import { requireRoot } from "./engine.ts";
import { stateFields } from "./naming.ts";

/** The app as its module has made it. */
export const constructedApp = (engine: Engine): FromFlow & { readonly kind: "constructed" } => ({
  kind: "constructed",
  title: engine.title,
  components: [...engine.components].map(([name, component]) => ({
    name,
    kind: component.kind,
    state: component.constructed,
    fields: stateFields(component),
    ...(component.kind === "work" && { work: describeWork(component) }),
  })),
  ...handlerNames(engine, requireRoot(engine)),
});
