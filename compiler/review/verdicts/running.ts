import type { Effect, MachineFact } from "#plan/review.ts";
import type { Finding } from "../finding.ts";
import { type Reviewed, resourcesOf } from "../reviewed.ts";

/** What happens to calls that run while the change is applied; `keeps` is not worth a line. */
export function runningVerdict(reviewed: Reviewed): readonly Finding[] {
  const worst = new Map<string, Impact>();
  for (const impact of impacts(reviewed)) {
    const known = worst.get(impact.name);
    if (!known || rank[impact.effect] > rank[known.effect]) worst.set(impact.name, impact);
  }
  const all = [...worst.values()];
  // What everybody stands on: one agreement is enough.
  const everybody = all.filter(({ name, effect }) => name === wholeApp && effect === "interrupts");
  return (everybody.length > 0 ? everybody : all).map((impact) => finding(impact, reviewed));
}

interface Impact {
  readonly name: string;
  readonly effect: Exclude<Effect, "keeps">;
  readonly why: string;
}

const wholeApp = "app";

const rank = { next: 1, interrupts: 2 } satisfies Record<Impact["effect"], number>;

const impacts = (reviewed: Reviewed): readonly Impact[] =>
  reviewed.comparison.changes.flatMap((change) => {
    const { fate } = change;
    if (fate === "same") return [];
    const ends = resourcesOf(change, reviewed);
    const effect = reviewed.table.effect({
      ...ends,
      fate,
      paths: change.properties.map((one) => one.path),
    });
    const one = ends.after ?? ends.before;
    if (effect === "keeps" || !one) return [];
    const causes = change.causes.map((path) => `\`${path}\``).join(", ");
    const reason = causes === "" ? "" : `, for ${causes} changes`;
    const why = `${one.type.split(":").at(-1)} \`${one.name}\` is ${fate}${reason}`;
    const name = one.component === "root" ? "controller" : one.component;
    return [{ name: name ?? groupOf(one.name, reviewed), effect, why }];
  });

/** Machines that several works share go by the group's label, which begins what is made for them. */
function groupOf(name: string, { was, is }: Reviewed): string {
  const groups = [...was.machines, ...is.machines].map(({ group }) => group);
  return groups.find((group) => name === group || name.startsWith(`${group}-`)) ?? wholeApp;
}

const isRemoved = (name: string, { before, after }: Reviewed): boolean =>
  before.components.some((one) => one.name === name) &&
  !after.components.some((one) => one.name === name);

function finding({ name, effect, why }: Impact, reviewed: Reviewed): Finding {
  const { was, is } = reviewed;
  const machine = (all: readonly MachineFact[]) => all.find(({ group }) => group === name);
  const [before, after] = [machine(was.machines), machine(is.machines)];
  if (effect === "interrupts") {
    const text = isRemoved(name, reviewed)
      ? "it is removed, and a running call of it ends"
      : `a running call may end: ${why}`;
    return { kind: "interrupted", name, text, decision: { flag: "interrupt", name } };
  }
  const types =
    before && after && before.type !== after.type
      ? `a running call finishes on its ${before.type}; the next machine is a ${after.type}`
      : "a running call finishes on its machine; the next one is started as changed";
  return { kind: "affected", name, text: types };
}
