// The entry `thunderhead/components`: ready-made works over the SDK.
export { PythonScript, type PythonScriptOptions } from "./python-script.ts";
export { StaticWeb } from "#sdk/static-web.ts";
