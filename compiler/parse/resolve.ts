import { createRequire, isBuiltin } from "node:module";
import type { ResolverFactory } from "oxc-resolver";
import type { FileHost } from "#source/host.ts";
import { otherSpelling } from "#source/spelling.ts";
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
  /** With what it should read, where a file is spelled in another case. */
  | { readonly kind: "missing"; readonly hint: string; readonly spelled?: string | undefined };

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
  const isRelative = /^\.{0,2}\//u.test(specifier);
  const path = isRelative
    ? relativeFile(absolute(specifier, from), host)
    : packageFile(specifier, from);
  const spelled =
    isRelative && (path === undefined || host.ignoresCase)
      ? fileInOtherCase(absolute(specifier, from), { from, host })
      : undefined;
  if (path !== undefined && spelled === undefined) return classify(path);
  return { kind: "missing", hint: nearestImport(specifier, from, host), spelled };
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
  return candidatesFor(path).find((candidate) => host.isFile(candidate));
}

function candidatesFor(path: string): readonly string[] {
  const extension = /\.[a-z]+$/u.exec(path)?.[0] ?? "";
  const stem = path.slice(0, path.length - extension.length);
  return [
    ...(writtenFor[extension] ?? []).map((written) => stem + written),
    ...extensions.map((added) => path + added),
    ...extensions.map((added) => `${path}/index${added}`),
  ];
}

/** The part of it that the specifier names, spelled as on the disk. Of packages nobody here can change anything. */
function fileInOtherCase(
  path: string,
  { from, host }: { readonly from: string; readonly host: FileHost },
): string | undefined {
  if (from.includes("/node_modules/")) return undefined;
  const there = [path, ...candidatesFor(path)];
  const exact = host.ignoresCase ? there.find((one) => host.isFile(one)) : undefined;
  for (const candidate of exact === undefined ? there : [exact]) {
    const spelled = otherSpelling(candidate, { from, host });
    if (spelled !== undefined && host.isFile(spelled)) return spelled.slice(0, path.length);
  }
  return undefined;
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
