import { servicePortClash } from "#diagnostics/catalogue.gen.ts";
import { machineGroups } from "#graph/machine-group.ts";
import type { Work } from "#graph/work.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Picture } from "./checks.ts";

/** Two fixed ports that are the same on one machine. */
export function checkPorts({ sink }: Interpreter, { graph }: Picture): void {
  for (const group of machineGroups(graph)) {
    const taken = new Map<number, Work>();
    for (const work of group.works) {
      const { port } = work;
      if (port === undefined || port.number === 0) continue;
      const other = taken.get(port.number);
      if (other === undefined) taken.set(port.number, work);
      else
        report(sink, {
          work,
          other,
          machine: group.compute.shared ? "the shared machine" : `machine \`${group.name}\``,
        });
    }
  }
}

function report(
  sink: Interpreter["sink"],
  { work, other, machine }: { readonly work: Work; readonly other: Work; readonly machine: string },
): void {
  const { port } = work;
  if (port === undefined || other.port === undefined) return;
  const values = { work: work.name, other: other.name, port: port.number, machine };
  const same = other.port.span.file === port.span.file && other.port.span.start === port.span.start;
  const span = same ? work.span : port.span;
  const first = same ? other.span : other.port.span;
  const related = [{ span: first, message: `\`${other.name}\` listens on it` }];
  const edits = [{ span: port.span, text: "0" }];
  const fix = same ? undefined : { title: `Let \`${work.name}\` have any free port`, edits };
  sink.report(servicePortClash(span, values, { related, fix }));
}
