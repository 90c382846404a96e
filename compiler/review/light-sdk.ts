/**
 * What Node hears before Pulumi's SDK is loaded. The SDK brings a debugger's session, TypeScript and a package
 * manager to serialize functions, an automation of the command, and source maps for every promise's stack: a
 * third of what a short program costs. Ours need none of it; a user's own file that does gets each of these
 * when it first asks for something of it.
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
  const lateParts =
    /\/@pulumi\/pulumi\/(typescript-shim|automation\/index)\.js$|\/@npmcli\/arborist\/lib\/index\.js$/;
  /** The module as it was, run by the first question for one of its exports. */
  const late = (source: string) => `
    let found;
    const run = () => {
      const module = { exports: {} };
      ((module, exports) => {${source}
      })(module, module.exports);
      return module.exports;
    };
    const get = (_, key) => key === "__esModule" || (found ??= run())[key];
    module.exports = new Proxy({}, { get });`;
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
    load(url, context, next) {
      const loaded = next(url, context);
      // An import wants the names of what a module exports, so it gets the module.
      const required = context.conditions.includes("require");
      return required && lateParts.test(url) && loaded.source
        ? { ...loaded, format: "commonjs", source: late(loaded.source.toString()) }
        : loaded;
    },
  });
}
