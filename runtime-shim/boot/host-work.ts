// What travels beside a work's code, as one file built once: the host, and everything the code may import
// of Thunderhead. One file, so that both mean the same SDK.
export * from "#components/index.ts";
export * from "#sdk/index.ts";
export { hostWork } from "./work.ts";
