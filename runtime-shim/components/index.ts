// The entry `thunderhead/components`: ready-made works over the SDK.

export { StaticWeb } from "#sdk/static-web.ts";
export { PythonScript, type PythonScriptOptions } from "./python-script.ts";
