/**
 * What Node hears before Pulumi's SDK is loaded. The SDK brings a debugger's session and a package manager to
 * serialize functions, and source maps for every promise's stack: a third of what a short program costs. Ours
 * serialize none, and Node runs them as they are written; a user's own file that does serialize one starts
 * these parts when it asks for them.
 */
import { pathToFileURL } from "node:url";

/** For `--import`. */
export const lightSdk = moduleOf(lighten);

/** Also finds the packages of a program that has none installed, where they are installed beside Thunderhead. */
export const lightSdkAnywhere = moduleOf(lighten, pathToFileURL(import.meta.filename).href);

/** The function's own text and the call of it: so it may use nothing of this file. */
function moduleOf(run: (argument?: string) => void, argument?: string): string {
  return `data:text/javascript,${encodeURIComponent(`(${run})(${JSON.stringify(argument) ?? ""})`)}`;
}

function lighten(thunderhead?: string): void {
  const nodeModule = process.getBuiltinModule("node:module");
  const inspector = process.getBuiltinModule("node:inspector");

  /** Connected by its first real question; scripts parsed until then are told to it when it is. */
  class LateSession extends inspector.Session {
    #connected = false;
    override connect(): void {}
    override post(method: string, ...rest: readonly unknown[]): void {
      const answer = rest.at(-1);
      if (method === "Debugger.enable" && typeof answer === "function") {
        answer(null, {});
        return;
      }
      if (!this.#connected) {
        this.#connected = true;
        super.connect();
        super.post("Debugger.enable");
      }
      Reflect.apply(super.post, this, [method, ...rest]);
    }
  }
  Object.assign(inspector, { Session: LateSession });

  const isPackage = (specifier: string) => /^[@a-z]/.test(specifier) && !specifier.includes(":");
  const lateArborist = `exports.Arborist = class {
    constructor(...options) { return new (require("./arborist/index.js"))(...options); }
  };`;
  nodeModule.enableCompileCache?.();
  nodeModule.registerHooks({
    resolve(specifier, context, next) {
      if (specifier === "source-map-support/register")
        return { url: "node:path", format: "builtin", shortCircuit: true };
      try {
        return next(specifier, context);
      } catch (error) {
        if (thunderhead === undefined || !isPackage(specifier)) throw error;
        return next(specifier, { ...context, parentURL: thunderhead });
      }
    },
    load: (url, context, next) =>
      url.endsWith("/@npmcli/arborist/lib/index.js")
        ? { format: "commonjs", source: lateArborist, shortCircuit: true }
        : next(url, context),
  });
}
