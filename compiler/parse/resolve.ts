import { createRequire, isBuiltin } from "node:module";
import type { ResolverFactory } from "oxc-resolver";
import type { FileHost } from "#source/host.ts";
import { absolute } from "./absolute.ts";
import { nearestImport } from "./nearest-import.ts";

/** What an import specifier names. */
export type Resolution =
  /** The SDK itself: intrinsics of the analyzer, never evaluated. */
  | { readonly kind: "sdk"; readonly entry: SdkEntry }
  | { readonly kind: "builtin"; readonly name: string }
  | { readonly kind: "source"; readonly path: string; readonly installed: boolean }
  | { readonly kind: "json"; readonly path: string }
  /** A stylesheet, an addon, a picture: there, but nothing to analyse. */
  | { readonly kind: "opaque"; readonly path: string }
  | { readonly kind: "missing"; readonly hint: string };

export type SdkEntry = "thunderhead" | "thunderhead/components";

/**
 * Resolves one specifier as seen from a file. Relative ones go through the host alone, so that unsaved and
 * in-memory files work and the common case loads no resolver; the rest (packages, self-references, tsconfig
 * paths, `imports` maps) is oxc-resolver's, which is loaded on first need.
 */
export function resolveImport(specifier: string, from: string, host: FileHost): Resolution {
  if (specifier === "thunderhead" || specifier === "thunderhead/components") {
    return { kind: "sdk", entry: specifier };
  }
  if (isBuiltin(specifier)) return { kind: "builtin", name: specifier.replace(/^node:/u, "") };
  const path = /^\.{0,2}\//u.test(specifier)
    ? relativeFile(absolute(specifier, from), host)
    : packageFile(specifier, from);
  return path === undefined
    ? { kind: "missing", hint: nearestImport(specifier, from, host) }
    : classify(path);
}

function classify(path: string): Resolution {
  if (path.endsWith(".json")) return { kind: "json", path };
  if (!/\.[cm]?[jt]sx?$/u.test(path)) return { kind: "opaque", path };
  return { kind: "source", path, installed: path.includes("/node_modules/") };
}

const extensions = [".ts", ".tsx", ".mts", ".js", ".mjs", ".jsx", ".json"];
const writtenFor: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".mjs": [".mts"],
  ".jsx": [".tsx"],
};

function relativeFile(path: string, host: FileHost): string | undefined {
  if (host.isFile(path)) return path;
  const extension = /\.[a-z]+$/u.exec(path)?.[0] ?? "";
  const stem = path.slice(0, path.length - extension.length);
  return [
    ...(writtenFor[extension] ?? []).map((written) => stem + written),
    ...extensions.map((added) => path + added),
    ...extensions.map((added) => `${path}/index${added}`),
  ].find((candidate) => host.isFile(candidate));
}

let factory: ResolverFactory | undefined;

function packageFile(specifier: string, from: string): string | undefined {
  factory ??= loadResolver();
  const { path } = factory.resolveFileSync(from, specifier);
  return path?.replaceAll("\\", "/");
}

/** Packages may have come or gone since: what this process has found of them is looked for again. */
export const forgetPackages = (): void => factory?.clearCache();

function loadResolver(): ResolverFactory {
  const loaded: typeof import("oxc-resolver") = createRequire(import.meta.url)("oxc-resolver");
  return new loaded.ResolverFactory({
    tsconfig: "auto",
    conditionNames: ["node", "import", "default"],
    extensions: [...extensions, ".node"],
    extensionAlias: { ".js": [".ts", ".tsx", ".js"], ".mjs": [".mts", ".mjs"] },
    mainFields: ["module", "main"],
  });
}
