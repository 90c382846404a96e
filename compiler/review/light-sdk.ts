/**
 * What Node hears before Pulumi's SDK is loaded. The SDK brings a debugger's session, TypeScript and a package
 * manager to serialize functions, an automation of the command, exporters of traces, and a stack with source maps for
 * every promise: half of what a short program costs. Ours need none of it; a user's own file that does gets each of
 * these when it first asks for something of it, and traces and stacks come where they are asked for.
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
  const traces = process.argv.some((word) => word.startsWith("--tracing"));
  const isOfTraces = (file = ""): boolean => /[/\\]cmd[/\\]run[/\\]tracing\.js$/.test(file);
  const lighter: Load = (request, parent, ...rest) => {
    if (request === "source-map-support/register") return {};
    const found = () => load.call(nodeModule, request, parent, ...rest);
    if (!isOfSdk(parent?.filename)) return found();
    if (late.has(request)) return later(found);
    if (!traces && isOfTraces(parent?.filename) && /^@opentelemetry[/](?!api$)/.test(request))
      return {};
    return request.endsWith("/debuggable") ? withoutStacks(found()) : found();
  };
  Object.assign(nodeModule, { _load: lighter });

  /** Promises are still told that never end, but where each was made is kept only where that is to be printed. */
  function withoutStacks(debuggable: unknown): unknown {
    const exports = Object(debuggable);
    const { debuggablePromise: full, debugPromiseLeaks } = exports;
    if (debugPromiseLeaks || typeof full !== "function" || full.light) return exports;
    const debuggablePromise = (...given: readonly unknown[]): unknown => {
      const { stackTraceLimit } = Error;
      Error.stackTraceLimit = 0;
      try {
        return full(...given);
      } finally {
        Error.stackTraceLimit = stackTraceLimit;
      }
    };
    return Object.assign(exports, {
      debuggablePromise: Object.assign(debuggablePromise, { light: true }),
    });
  }

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
