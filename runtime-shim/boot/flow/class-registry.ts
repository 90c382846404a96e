/** Modules tell it under this symbol which classes they bind: the bundler adds the line that does. */
const registry = Symbol.for("thunderhead.classes");

type Constructor = new (...args: never[]) => object;

const classes = new Map<string, Constructor>();
Reflect.set(globalThis, registry, classes);

export const classOf = (reference: string): Constructor | undefined => classes.get(reference);

/** `app.ts#Trial`; a class that no module told of goes by its name, for as long as this thread lives. */
export function referenceOf(type: Constructor): string {
  for (const [reference, known] of classes) if (known === type) return reference;
  classes.set(type.name, type);
  return type.name;
}
