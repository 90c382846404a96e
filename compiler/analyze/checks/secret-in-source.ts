import type { Node } from "oxc-parser";
import { secretInSource } from "#diagnostics/catalogue.gen.ts";
import type { Fix } from "#diagnostics/diagnostic.ts";
import type { EnvironmentValue, WorkSettings } from "#protocol/settings.ts";
import { type Interpreter, spanIn } from "../interpreter.ts";
import type { Module } from "../module.ts";
import { ancestors, importEdits } from "../source-place.ts";
import { allWorks } from "./all-works.ts";
import type { Picture } from "./checks.ts";
import { pythonWorks } from "./python-works.ts";
import { type Credential, credentialsIn } from "./secret-patterns.ts";

/** Keys and tokens written out: in modules, in scripts, or put together for an environment. */
export function checkSecretsInSource(interpreter: Interpreter, picture: Picture): void {
  const { sink, loader } = interpreter;
  const shown = new Set<string>();
  for (const module of loader.modules.values()) {
    if (module === undefined || module.installed) continue;
    for (const found of credentialsIn(module.text)) {
      shown.add(found.shown);
      const span = spanIn(module, found);
      sink.report(secretInSource(span, found, { fix: fixFor(interpreter, module, found) }));
    }
  }
  const scripts = new Map(
    pythonWorks(interpreter, picture).flatMap(({ files }) =>
      files.map((one) => [one.file, one] as const),
    ),
  );
  for (const { file, source } of scripts.values())
    for (const found of credentialsIn(source.text)) {
      const { kind, shown: start } = found;
      sink.report(
        secretInSource({ file, start: found.start, end: found.end }, { kind, shown: start }),
      );
    }
  for (const { settings, span } of allWorks(picture))
    for (const found of inEnvironments(settings))
      if (!shown.has(found.shown)) sink.report(secretInSource(span, found));
}

/** Made of parts, none of which looks like one. */
const inEnvironments = ({ env, build }: WorkSettings): readonly Credential[] =>
  [...Object.values(env), ...Object.values(build.env)].flatMap((value: EnvironmentValue) =>
    typeof value === "string" ? credentialsIn(value) : [],
  );

/** `env: { HF_TOKEN: "hf_…" }` → `env: { HF_TOKEN: secret("HF_TOKEN") }` */
function fixFor(
  interpreter: Interpreter,
  module: Module,
  { start, end }: Credential,
): Fix | undefined {
  const chain = ancestors(module.parsed.program, { file: module.file, start, end });
  const [property, literal] = chain.slice(-2);
  if (property?.type !== "Property" || literal?.type !== "Literal") return undefined;
  const name = keyOf(property.key);
  if (!isEnvironment(chain.at(-4)) || name === undefined) return undefined;
  const edits = [
    ...importEdits(interpreter, module.file, "secret"),
    { span: spanIn(module, literal), text: `secret(${JSON.stringify(name)})` },
  ];
  return { title: `Name it: \`secret("${name}")\``, edits };
}

const keyOf = (key: Node): string | undefined =>
  key.type === "Identifier" ? key.name : key.type === "Literal" ? String(key.value) : undefined;

const isEnvironment = (node: Node | undefined): boolean =>
  node?.type === "Property" && keyOf(node.key) === "env";
