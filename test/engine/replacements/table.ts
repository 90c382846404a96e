/**
 * Which change of which property makes a new resource: asked of the provider, for every property of every
 * type that emitted programs have. The answer is for a change in general; what depends on both values (a
 * table that may only grow) is the provider's to say in a preview.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Ground } from "../stack.ts";
import type { Shape } from "../tokens/sdk.ts";
import { companions, isUnanswerable } from "./by-hand.ts";
import { emitted } from "./emitted.ts";
import { type Properties, type Provider, startProvider } from "./provider.ts";
import { variations } from "./vary.ts";

/** Type → paths, list elements counting as their list. */
export type Replacements = Readonly<Record<string, readonly string[]>>;

export const tableFile = join(
  import.meta.dirname,
  "../../../providers/aws/catalogue/replacements.json",
);

export async function replacements(ground: Ground): Promise<Replacements> {
  const shapes = shapesByType();
  const provider = await startProvider(ground);
  try {
    const rows: [string, readonly string[]][] = [];
    for (const [type, samples] of emitted()) {
      const shape = shapes.get(type);
      if (!shape) throw new Error(`The provider of the engine lane lacks ${type}: see only.txt.`);
      const answers: Answer[] = [];
      for (const inputs of samples) {
        answers.push(...(await answersFor(type, { inputs, shape, provider })));
      }
      rows.push([type, replacing(answers)]);
    }
    return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
  } finally {
    provider.stop();
  }
}

/** As the formatter would print it: a row of a hundred columns, or one path a line. */
export const printTable = (table: Replacements): string =>
  `{\n${Object.entries(table).map(printRow).join(",\n")}\n}\n`;

function printRow([type, paths]: readonly [string, readonly string[]]): string {
  const words = paths.map((path) => JSON.stringify(path));
  const row = `  ${JSON.stringify(type)}: [${words.join(", ")}]`;
  if (row.length < 100) return row;
  const lines = words.map((word) => `    ${word}`).join(",\n");
  return `  ${JSON.stringify(type)}: [\n${lines}\n  ]`;
}

interface Answer {
  readonly path: string;
  /** The sample had a value there. */
  readonly wasSet: boolean;
  readonly replaces: boolean;
}

/** What a sample says that sets the property outweighs what those say that do not. */
function replacing(answers: readonly Answer[]): readonly string[] {
  const paths = [...Map.groupBy(answers, ({ path }) => path)].filter(([, all]) => {
    const set = all.filter(({ wasSet }) => wasSet);
    return (set.length > 0 ? set : all).some(({ replaces }) => replaces);
  });
  return paths.map(([path]) => path).sort();
}

interface Given {
  readonly inputs: Properties;
  readonly shape: Shape;
  readonly provider: Provider;
}

async function answersFor(
  type: string,
  { inputs, shape, provider }: Given,
): Promise<readonly Answer[]> {
  const state = { ...inputs, ...(await provider.create(type, inputs)), id: "existing" };
  const ask = (after: Properties) => provider.replacing({ type, state, before: inputs, after });
  const unchanged = await ask(inputs);
  if (unchanged.length > 0) {
    throw new Error(`${type} is to be replaced though nothing changed: ${unchanged.join(", ")}.`);
  }
  const answers: Answer[] = [];
  for (const { path, wasSet, candidates } of variations(inputs, shape)) {
    const all = [...candidates, ...companions(type, { path, inputs })];
    const answer = await firstAnswer(all, ask);
    if (answer) answers.push({ path, wasSet, replaces: answer.length > 0 });
    else if (!isUnanswerable(type, path))
      throw new Error(`Nobody knows what ${type} ${path} does.`);
  }
  return answers;
}

/** A value of another type than the property's is an error, and the next is tried. */
async function firstAnswer(
  candidates: readonly Properties[],
  ask: (after: Properties) => Promise<readonly string[]>,
): Promise<readonly string[] | undefined> {
  for (const after of candidates) {
    const answer = await ask(after).catch(() => undefined);
    if (answer) return answer;
  }
  return undefined;
}

function shapesByType(): ReadonlyMap<string, Shape> {
  const file = join(import.meta.dirname, "../plugins/aws/tokens.json");
  const table: { resources: Record<string, { tok: string; props: Shape }> } = JSON.parse(
    readFileSync(file, "utf8"),
  );
  return new Map(Object.values(table.resources).map(({ tok, props }) => [tok, props]));
}
