export * from "./alpha.ts";
export { gamma as default, gamma } from "./gamma.ts";
export * as inner from "./beta.ts";
export const own = "index";
