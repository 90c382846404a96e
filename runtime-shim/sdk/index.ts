// The entry `thunderhead`: what apps import, and nothing that boots them.
export { type ApiRequest, HttpError } from "./api.ts";
export { App, type AppOptions } from "./app.ts";
export { asset } from "./asset.ts";
export { CloudCompute, type CloudComputeOptions } from "./cloud-compute.ts";
export { type CommandOptions, command } from "./command.ts";
export { ComponentMap } from "./component-map.ts";
export { config } from "./config.ts";
export { Drive } from "./drive.ts";
export { Flow } from "./flow.ts";
export type { Layout, Tab } from "./layout.ts";
export { Mount } from "./mount.ts";
export { Path, type PathOptions } from "./path.ts";
export { type Secret, secret } from "./secret.ts";
export type { Duration, Key, Notice, Reason, Stage, Status } from "./types.ts";
export { Work, type WorkOptions } from "./work.ts";
export { WorkFailed } from "./work-failed.ts";
