// What travels beside the flow's code; see host-work.ts.
export * from "#components/index.ts";
export * from "#sdk/index.ts";
export { hostFlow } from "./flow.ts";
