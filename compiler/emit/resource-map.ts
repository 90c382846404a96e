import { isCall, type Plan } from "#plan/plan.ts";
import type { Span } from "#source/span.ts";

/** Why a resource is there and where the app asked for it: what `explain` and reviews read. */
export interface ResourceOrigin {
  /** Relative to infra/. */
  readonly file: string;
  readonly component?: string | undefined;
  readonly source?: Span | undefined;
  readonly because: string;
}

/** `<type> <logical name>` → its origin, sorted by key. */
export function resourceMap(plan: Plan): Readonly<Record<string, ResourceOrigin>> {
  const found = plan.files.flatMap(({ file, statements }) =>
    statements.filter(isCall).flatMap(({ registers, origin }) =>
      registers.map(({ type, name }) => {
        const { component, span: source, because } = origin;
        const whole: ResourceOrigin = { file, component, source, because };
        return [`${type} ${name}`, whole] as const;
      }),
    ),
  );
  return Object.fromEntries(found.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
