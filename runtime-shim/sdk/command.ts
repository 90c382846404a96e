export interface CommandOptions {
  /** Any Standard Schema (zod, valibot, arktype). */
  readonly args?: { readonly "~standard": unknown };
  readonly help?: string;
}

const described = new WeakMap<object, CommandOptions>();

/** A command with a schema for its arguments: `{ add: command({ args: schema }, (args) => …) }`. */
export function command<A>(
  options: CommandOptions,
  run: (args: A) => unknown,
): (args: A) => unknown {
  const named = (args: A): unknown => run(args);
  described.set(named, options);
  return named;
}

/** For realms only. */
export const describe = (handler: object): CommandOptions => described.get(handler) ?? {};
