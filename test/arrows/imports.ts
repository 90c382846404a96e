import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";
import { rooms } from "./rooms.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface ImportOf {
  readonly from: string;
  /** A file of this repository, or `package:<name>`. */
  readonly to: string;
  readonly specifier: string;
  /** Erased when the program runs: cycles of types alone are no cycles of rooms' behaviour. */
  readonly typeOnly: boolean;
}

/** Every import of every source file of the product, packages included. */
export function imports(): readonly ImportOf[] {
  return ["compiler", "providers", "runtime-shim"].flatMap((folder) =>
    sources(folder).flatMap(importsOf),
  );
}

/** The longest room a file lies in; its provider's name replaced by `*`. */
export function roomOf(file: string): string {
  const general = file.replace(/^providers\/[^/]+/, "providers/*");
  const found = Object.keys(rooms).filter(
    (room) => general === room || general.startsWith(`${room}/`),
  );
  return found.toSorted((a, b) => b.length - a.length)[0] ?? general;
}

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file))
    .filter((file) => /\.tsx?$/.test(file));
}

function importsOf(from: string): readonly ImportOf[] {
  const { module } = parseSync(from, readFileSync(join(root, from), "utf8"));
  const specifiers = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      value: moduleRequest.value,
      typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap((entry) =>
        entry.moduleRequest ? [{ value: entry.moduleRequest.value, typeOnly: entry.isType }] : [],
      ),
    ),
  ];
  return specifiers.flatMap(({ value, typeOnly }) => {
    const to = resolve(from, value);
    return to === undefined ? [] : [{ from, to, specifier: value, typeOnly }];
  });
}

const aliases: Readonly<Record<string, unknown>> = JSON.parse(
  readFileSync(join(root, "package.json"), "utf8"),
).imports;

function resolve(from: string, specifier: string): string | undefined {
  if (specifier.startsWith("node:")) return undefined;
  if (specifier.startsWith(".")) return relative(root, join(root, dirname(from), specifier));
  if (!specifier.startsWith("#")) return `package:${packageName(specifier)}`;
  for (const [pattern, target] of Object.entries(aliases)) {
    const stem = pattern.replace("*", "");
    if (!specifier.startsWith(stem)) continue;
    return String(target).replace("./", "").replace("*", specifier.slice(stem.length));
  }
  throw new Error(`${from} imports ${specifier}, which package.json does not name.`);
}

const packageName = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
