import { relative } from "node:path";
import type { SourceTexts } from "#diagnostics/json.ts";
import type { SourceText, Span } from "#source/span.ts";
import { originKey, parseOrigins, type ResourceOrigin } from "../generated.ts";
import { urnParts } from "./events.ts";

/** What in the app a resource is there for. */
export interface Owner {
  /** The line of the progress it counts in: a work's name, `controller`, `network`, `removed`, `yours`. */
  readonly group: string;
  /** The component's name as the user wrote it; absent where several share the thing. */
  readonly component: string | undefined;
  /** Relative to infra/; absent for what the user added. */
  readonly file: string | undefined;
  readonly span: Span | undefined;
}

export type Owners = (urn: string) => Owner;

export interface OwnerSource {
  /** Text of `infra/.generated.json`. */
  readonly generated: string | undefined;
  readonly texts: SourceTexts;
}

/** Looks resources up by type and name, which is how the compiler wrote down where they come from. */
export function ownersFrom({ generated, texts }: OwnerSource): Owners {
  const origins = parseOrigins(generated);
  return (urn) => {
    const { type, name } = urnParts(urn);
    if (type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:")) return engine;
    const origin = origins.get(originKey({ type, name })) ?? ofComponent(urn, origins);
    if (!origin) return urn.includes("thunderhead:") ? gone : yours;
    const component = origin.component ?? undefined;
    const span = origin.source
      ? lineSpan(texts(origin.source.file), origin.source.line)
      : undefined;
    return { group: groupOf(component, origin.file), component, file: origin.file, span };
  };
}

/**
 * What a stack's values add (a rule for each network) was not there to be written down: it is the program
 * component's that made it, whose name it begins with.
 */
function ofComponent(
  urn: string,
  origins: ReadonlyMap<string, ResourceOrigin>,
): ResourceOrigin | undefined {
  const chain = urn.split("::")[2]?.split("$").slice(0, -1) ?? [];
  const type = chain.at(-1);
  const { name } = urnParts(urn);
  const [key] = [...origins.keys()]
    .filter((one) => type !== undefined && name.startsWith(one.slice(type.length + 1)))
    .filter((one) => one.startsWith(`${type} `))
    .toSorted((a, b) => b.length - a.length);
  return key === undefined ? undefined : origins.get(key);
}

/** Everything that is not of the app: the stack itself and the engine's own records of providers. */
export const engine: Owner = {
  group: "stack",
  component: undefined,
  file: undefined,
  span: undefined,
};

/** Made by a component of ours that the program no longer has. */
const gone: Owner = { group: "removed", component: undefined, file: undefined, span: undefined };

const yours: Owner = { group: "yours", component: undefined, file: undefined, span: undefined };

/** Works by their names; the rest by the file it stands in: `machines/default.ts` → `machines default`. */
function groupOf(component: string | undefined, file: string): string {
  if (component === "root") return "controller";
  if (component !== undefined) return component;
  const plain = relative(".", file).replace(/\.ts$/, "").replaceAll("/", " ");
  return plain === "index" ? "code" : plain;
}

/** The line without its indent. */
function lineSpan(text: SourceText | undefined, line: number): Span | undefined {
  const start = text?.lineStarts[line - 1];
  if (!text || start === undefined) return undefined;
  const next = text.lineStarts[line];
  const content = text.text.slice(start, next ?? text.text.length);
  const indent = content.length - content.trimStart().length;
  return { file: text.file, start: start + indent, end: start + content.trimEnd().length };
}
