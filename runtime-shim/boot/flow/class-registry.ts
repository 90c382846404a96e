/**
 * Modules tell under this symbol which classes they bind: the bundler adds the line that does. What they get
 * in return takes the class's place: it notes what each instance was made with, which is how a work that an
 * element of a map owns is made again in its own process.
 */
const registry = Symbol.for("thunderhead.classes");

type Constructor = new (...args: never[]) => object;

const classes = new Map<string, Constructor>();
const references = new Map<unknown, string>();
const made = new WeakMap<object, readonly unknown[]>();

Reflect.set(globalThis, registry, { bind });

function bind(reference: string, type: Constructor): Constructor {
  const noting: Constructor = new Proxy(type, {
    construct: (target, args, maker) => {
      const instance: object = Reflect.construct(target, args, maker);
      // What a subclass hands on to its parent made no instance of its own.
      if (maker === noting) made.set(instance, args);
      return instance;
    },
  });
  classes.set(reference, noting);
  for (const known of [type, noting]) references.set(known, reference);
  return noting;
}

export const classOf = (reference: string): Constructor | undefined => classes.get(reference);

/** `app.ts#Trial`; a class that no module told of goes by its name, for as long as this thread lives. */
export function referenceOf(type: Constructor): string {
  const known = references.get(type);
  if (known !== undefined) return known;
  classes.set(type.name, type);
  references.set(type, type.name);
  return type.name;
}

/** What `new` got; `undefined` for instances of classes that no module told of. */
export const madeWith = (instance: object): readonly unknown[] | undefined => made.get(instance);
