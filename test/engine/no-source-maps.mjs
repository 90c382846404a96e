import { registerHooks } from "node:module";

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "source-map-support/register"
      ? { url: "node:path", format: "builtin", shortCircuit: true }
      : next(specifier, context),
});
