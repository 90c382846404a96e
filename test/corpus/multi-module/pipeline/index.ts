export { Evaluation } from "./evaluation.ts";
export * from "./preparation.ts";
export { default as settings } from "./settings.json" with { type: "json" };
