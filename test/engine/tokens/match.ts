/** Which of Terraform's types a token of @pulumi/aws stands for: by name, checked by likeness; else by likeness. */
import type { Declared } from "./sdk.ts";

/** Of `terraform providers schema -json`. */
export interface Schemas {
  readonly [type: string]: {
    readonly block: { readonly attributes?: object; readonly block_types?: object };
  };
}

export interface Match extends Declared {
  readonly how: "name" | "override" | "shape";
  /** Share of property names that both have. */
  readonly likeness: number;
}

export interface Matches {
  /** By Terraform's type. */
  readonly found: ReadonlyMap<string, Match>;
  readonly missed: readonly string[];
}

/** What neither names nor shapes decide: it has the shape of `aws_alb`. */
const overrides: Readonly<Record<string, string>> = {
  "aws:lb/loadBalancer:LoadBalancer": "aws_lb",
};

/** A name with less in common is a namesake. */
const leastOfName = 0.4;
/** Without a name, it takes more, and clearly more than the next has. */
const leastOfShape = 0.6;
const leastAhead = 0.05;

export function match(
  declared: readonly Declared[],
  schemas: Schemas,
  { isFunction }: { readonly isFunction: boolean },
): Matches {
  const known = new Map(Object.entries(schemas).map(([type, schema]) => [type, fieldsOf(schema)]));
  const found = new Map<string, Match>();
  const missed: string[] = [];
  const unnamed: Declared[] = [];
  for (const one of declared) {
    const override = overrides[one.tok];
    const names = namesFor(one.tok, isFunction);
    const [best] = ranked(one, new Map([...known].filter(([type]) => names.includes(type))));
    const before = best && found.get(best.type);
    if (override !== undefined && known.has(override)) {
      found.set(override, { ...one, how: "override", likeness: 1 });
    } else if (best && best.likeness >= leastOfName && (before?.likeness ?? 0) < best.likeness) {
      found.set(best.type, { ...one, how: "name", likeness: best.likeness });
    } else if (before) missed.push(`${one.tok} (second to ${before.tok})`);
    else unnamed.push(one);
  }
  for (const one of unnamed) {
    const free = new Map([...known].filter(([type]) => !found.has(type)));
    const [best, next] = ranked(one, free);
    const ahead = (best?.likeness ?? 0) - (next?.likeness ?? 0);
    if (best && best.likeness >= leastOfShape && ahead > leastAhead) {
      found.set(best.type, { ...one, how: "shape", likeness: best.likeness });
    } else missed.push(one.tok);
  }
  return { found, missed };
}

/** Terraform's names that a token may stand for: `aws_efs_file_system`, `aws_vpc_endpoint`. */
function namesFor(tok: string, isFunction: boolean): readonly string[] {
  const [, path = "", className = ""] = tok.split(":");
  const module = snake(path.split("/")[0] ?? "");
  const name = snake(isFunction ? className.replace(/^get/, "") : className);
  return [
    `aws_${module}_${name}`,
    `aws_${name}`,
    `aws_${module.replaceAll("_", "")}_${name}`,
    ...(module === "ec2" ? [`aws_vpc_${name}`] : []),
    `aws_${module}_${name}`.replace(/_v_?2$/, ""),
  ];
}

interface Ranked {
  readonly type: string;
  readonly likeness: number;
}

function ranked(
  { props }: Declared,
  known: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Ranked[] {
  const own = withoutCommon(Object.keys(props));
  return [...known]
    .map(([type, fields]) => ({ type, likeness: likenessOf(own, fields) }))
    .sort((a, b) => b.likeness - a.likeness);
}

function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((name) => b.has(name)).length;
  return both / (a.size + b.size - both || 1);
}

const fieldsOf = ({ block }: Schemas[string]): ReadonlySet<string> =>
  withoutCommon([...Object.keys(block.attributes ?? {}), ...Object.keys(block.block_types ?? {})]);

/** Every type has these, so that they say nothing. */
const common = new Set(["region", "id", "timeout", "tagsall"].map((name) => plain(name)));

const withoutCommon = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.map(plain).filter((name) => !common.has(name)));

/** Without case, underscores, marks of lists and plurals. */
function plain(name: string): string {
  return name
    .replaceAll(/_|\[\]/g, "")
    .toLowerCase()
    .replace(/ies$/, "y")
    .replace(/(ss|x|ch)es$/, "$1")
    .replace(/s$/, "");
}

const snake = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
