/**
 * Writes the token table of the lane's provider (Terraform's type → token and property names of @pulumi/aws)
 * anew: `node test/engine/tokens/generate.ts schema.json`, of `terraform providers schema -json`. One type a
 * line, so that a diff can be read; what matched how goes to stderr.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Match, type Matches, match, type Schemas } from "./match.ts";
import { readSdk } from "./sdk.ts";

const [schemaFile = "schema.json"] = process.argv.slice(2);
const plugin = join(import.meta.dirname, "../plugins/aws");

/** Types that programs emit: the others stay out of the table. */
const wanted = new Set(readFileSync(join(plugin, "only.txt"), "utf8").split(/\s+/).filter(Boolean));
interface Document {
  readonly provider_schemas: Readonly<
    Record<string, { readonly resource_schemas: Schemas; readonly data_source_schemas: Schemas }>
  >;
}
const document: Document = JSON.parse(readFileSync(schemaFile, "utf8"));
const [provider] = Object.values(document.provider_schemas);
if (!provider) throw new Error(`${schemaFile} holds no provider.`);
const sdk = readSdk(join(import.meta.dirname, "../../../node_modules/@pulumi/aws"));
const resources = match(sdk.resources, provider.resource_schemas, { isFunction: false });
const functions = match(sdk.functions, provider.data_source_schemas, { isFunction: true });

say("resources", resources);
say("functions", functions);
for (const one of wanted) {
  const isFound = resources.found.has(one) || functions.found.has(one.replace(/^data\./, ""));
  if (!isFound) process.stderr.write(`not matched: ${one}\n`);
}
writeFileSync(
  join(plugin, "tokens.json"),
  `{"version":"${sdk.version}",\n"config":${JSON.stringify({ props: sdk.config })},\n"resources":{\n${rows(resources, "")}},\n"functions":{\n${rows(functions, "data.")}}}\n`,
);

function rows({ found }: Matches, prefix: string): string {
  return [...found]
    .filter(([type]) => wanted.has(prefix + type))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, { tok, props }]) => `${JSON.stringify(type)}:${JSON.stringify({ tok, props })}`)
    .join(",\n");
}

function say(what: string, { found, missed }: Matches): void {
  const counts = Map.groupBy(found.values(), ({ how }: Match) => how);
  const told = [...counts].map(([how, all]) => `${all.length} by ${how}`).join(", ");
  process.stderr.write(`${what}: ${told}; ${missed.length} not matched\n`);
}
