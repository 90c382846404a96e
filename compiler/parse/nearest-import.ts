import { isBuiltin } from "node:module";
import { nearestWords } from "#diagnostics/words.ts";
import type { FileHost } from "#source/host.ts";
import { absolute } from "./absolute.ts";

/** A sentence that says what was probably meant, or how to get what is missing. */
export function nearestImport(specifier: string, from: string, host: FileHost): string {
  return /^\.{0,2}\//u.test(specifier)
    ? nearestFile(specifier, from, host)
    : nearestPackage(specifier, from, host);
}

function nearestFile(specifier: string, from: string, host: FileHost): string {
  const wanted = absolute(specifier, from);
  const directory = wanted.slice(0, wanted.lastIndexOf("/"));
  if (!host.isDirectory(directory)) return `There is no folder \`${withoutLast(specifier)}\`.`;
  const files = host.listFiles(directory).filter((file) => !file.includes("/"));
  const nearest = nearestWords(wanted.slice(directory.length + 1), files)[0];
  return nearest === undefined
    ? "No file there has a name like it."
    : `Did you mean \`${withoutLast(specifier)}/${nearest}\`?`;
}

const withoutLast = (specifier: string): string => specifier.slice(0, specifier.lastIndexOf("/"));

function nearestPackage(specifier: string, from: string, host: FileHost): string {
  const name = packageName(specifier);
  if (isBuiltin(name)) return `Node has \`${name}\`, but not \`${specifier}\`.`;
  const declared = declaredPackages(from, host);
  if (declared.includes(name)) {
    return `\`${name}\` is in package.json: run \`npm install\`, or see whether it has that entry.`;
  }
  const nearest = nearestWords(name, [...declared, "thunderhead", "thunderhead/components"])[0];
  return nearest === undefined
    ? `Run \`npm install ${name}\`.`
    : `Did you mean \`${nearest}\`? If not, run \`npm install ${name}\`.`;
}

const packageName = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** Of every package.json from the file upwards. */
function declaredPackages(from: string, host: FileHost): readonly string[] {
  const segments = from.split("/").slice(0, -1);
  return segments.flatMap((_, index) => {
    const directory = segments.slice(0, segments.length - index).join("/");
    return dependenciesOf(host.readText(`${directory}/package.json`));
  });
}

function dependenciesOf(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  try {
    const manifest: unknown = JSON.parse(text);
    return ["dependencies", "devDependencies"].flatMap((field) => keysOf(manifest, field));
  } catch {
    return [];
  }
}

function keysOf(manifest: unknown, field: string): readonly string[] {
  if (typeof manifest !== "object" || manifest === null) return [];
  const value: unknown = Reflect.get(manifest, field);
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}
