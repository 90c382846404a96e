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

  // What Node calls for each `require`: a hook would turn every name into an address first.
  type Load = (request: string, parent?: { filename?: string }, ...rest: unknown[]) => unknown;
  const load: Load = Reflect.get(nodeModule, "_load");
  const late = new Set(["../../typescript-shim", "./automation", "@npmcli/arborist"]);
  const isOfSdk = (file = ""): boolean => /[/\\]@pulumi[/\\]pulumi[/\\]/.test(file);
  const lighter: Load = (request, parent, ...rest) => {
    if (request === "source-map-support/register") return {};
    const found = () => load.call(nodeModule, request, parent, ...rest);
    return late.has(request) && isOfSdk(parent?.filename) ? later(found) : found();
  };
  Object.assign(nodeModule, { _load: lighter });

  /** The module, loaded by the first question for one of its exports. */
  function later(found: () => unknown): unknown {
    let exports: object | undefined;
    const get = (_: object, key: PropertyKey): unknown => {
      if (key === "__esModule") return true;
      exports ??= Object(found());
      return Reflect.get(exports ?? {}, key);
    };
    return new Proxy({}, { get });
  }

  nodeModule.enableCompileCache?.();
  if (thunderhead !== undefined && !hasPackages()) findPackagesBeside(thunderhead);

  function hasPackages(): boolean {
    try {
      return nodeModule.createRequire(`${process.cwd()}/`).resolve("@pulumi/pulumi") !== "";
    } catch {
      return false;
    }
  }

  function findPackagesBeside(parentURL: string): void {
    const isPackage = (specifier: string) => /^[@a-z]/.test(specifier) && !specifier.includes(":");
    nodeModule.registerHooks({
      resolve(specifier, context, next) {
        try {
          return next(specifier, context);
        } catch (error) {
          if (!isPackage(specifier)) throw error;
          return next(specifier, { ...context, parentURL });
        }
      },
    });
  }
}
