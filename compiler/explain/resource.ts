import type { Expression } from "#plan/expression.ts";
import { type Call, calls, type Plan, type Registration, symbolsOf } from "#plan/plan.ts";
import type { NodeKind } from "#plan/provider.ts";
import { shortToken } from "./component.ts";
import { type Step, type Story, step, type Told } from "./story.ts";

/** By logical name, type, both, or the end of a URN: each resource that is meant, back to the line that caused it. */
export function resourceStories(name: string, { plan }: Told): readonly Story[] {
  return plan.files.flatMap(({ file, statements }) =>
    statements
      .filter((one): one is Call => one.kind === "resource" || one.kind === "component")
      .flatMap((call) => {
        const own = { type: call.token, name: call.logicalName };
        const meant = [own, ...call.registers].filter((one) => isMeant(one, name));
        const once = [...new Map(meant.map((one) => [`${one.type} ${one.name}`, one])).values()];
        return once.map((one) => resourceStory(one, call, { file, plan }));
      }),
  );
}

function isMeant({ type, name }: Registration, wanted: string): boolean {
  const urn = /^urn:pulumi:.*::(?<type>[^:]+(?::[^:]+)*)::(?<name>.+)$/.exec(wanted)?.groups;
  if (urn) return urn["name"] === name && (urn["type"] ?? "").endsWith(type);
  return [name, type, `${type} ${name}`, `${type}::${name}`].includes(wanted);
}

function resourceStory(
  { type, name }: Registration,
  call: Call,
  { file, plan }: { readonly file: string; readonly plan: Plan },
): Story {
  const { origin, token, logicalName, callee } = call;
  const by = `${shortToken(token)} \`${logicalName}\``;
  const inside = type === token && name === logicalName ? "" : ` by ${by}`;
  const shape = callee.kind === "component" ? `, as infra/${callee.file} says` : "";
  const words = ruleWords[origin.rule ?? ""];
  const rule = words === undefined ? "" : `: it is what ${plan.target} makes of ${words}`;
  return {
    kind: "resource",
    name: `${type} ${name}`,
    title: `\`${name}\` is a \`${type}\``,
    steps: [
      step(`registered${inside} in infra/${file}${shape}`),
      step(`there because ${origin.because}${rule}`, origin.span),
      ...notes(call.arguments).map((note) => step(note)),
      ...uses(call, plan),
    ],
  };
}

const ruleWords: Readonly<Record<string, string>> = {
  app: "every app",
  flow: "a flow",
  machineGroup: "a group of works on one machine",
  map: "a ComponentMap",
  path: "a Path",
  service: "a work's port",
  bundle: "code",
  drive: "a Drive",
  mount: "a Mount",
  secret: "a secret",
} satisfies Record<NodeKind, string>;

/** Where the app decided the call's arguments. */
const notes = (value: Expression): readonly string[] =>
  value.kind === "object"
    ? value.entries.flatMap(({ key, note, value: inner }) => [
        ...(note === undefined || note === "" ? [] : [`\`${key}\`: ${note}`]),
        ...notes(inner),
      ])
    : [];

function uses(call: Call, plan: Plan): readonly Step[] {
  const symbols = new Set(symbolsOf(call, "all"));
  const needed = calls(plan).filter(({ symbol }) => symbols.has(symbol));
  const names = needed.map(({ token, logicalName }) => `${shortToken(token)} \`${logicalName}\``);
  return names.length > 0 ? [step(`rests on ${names.join(", ")}`)] : [];
}
