import type { Encoded } from "#protocol/value.ts";
import { CloudCompute } from "#sdk/cloud-compute.ts";
import { encode, NotJson } from "#sdk/encoding.ts";
import { Mount } from "#sdk/mount.ts";
import { identityOf, Path } from "#sdk/path.ts";
import { isSecret } from "#sdk/secret.ts";
import { StaticWeb } from "#sdk/static-web.ts";
import { type Component, componentOf, describeClass, ownerOf } from "./component.ts";

/** Gives every component below `root` its name, every Path its owner, and closes construction. */
export function nameComponents(root: Component): Map<string, Component> {
  const named = new Map<string, Component>();
  nameComponent(root, "root", named);
  // Only now: state may refer to Paths of components that were named later.
  for (const component of named.values()) component.constructed = constructedState(component);
  return named;
}

/** The same for an element that a map makes while the app runs; it comes first. */
export function nameElement(component: Component, name: string): ReadonlyMap<string, Component> {
  const named = new Map<string, Component>();
  nameComponent(component, name, named);
  for (const part of named.values()) part.constructed = constructedState(part);
  return named;
}

type Named = Map<string, Component>;

function nameComponent(component: Component, name: string, named: Named): void {
  if (component.name !== undefined) {
    throw new Error(
      `${describeClass(component)} is held by two fields, ${component.name} and ${name}. ` +
        `A component has one name: keep one field, or make two components.`,
    );
  }
  component.name = name;
  named.set(name, component);
  const structure = new Set<string>();
  for (const [field, value] of Object.entries(component.target)) {
    if (nameField({ component, field, value, prefix: name === "root" ? "" : `${name}.` }, named))
      structure.add(field);
  }
  component.structure = structure;
}

interface Field {
  readonly component: Component;
  readonly field: string;
  readonly value: unknown;
  readonly prefix: string;
}

/** True where the field is structure; false where it is state. */
function nameField({ component, field, value, prefix }: Field, named: Named): boolean {
  if (value instanceof Path)
    return ownerOf(value) === component && ownPath(component, field, value);
  if (isConfiguration(value)) return true;
  const child = componentOf(value);
  if (child === undefined && !holdsComponents(value)) return false;
  if (component.kind === "work") throw heldByWork(component, field);
  nameValue(value, `${prefix}${field}`, named);
  return true;
}

function nameValue(value: unknown, name: string, named: Named): void {
  const child = componentOf(value);
  if (child !== undefined) {
    nameComponent(child, name, named);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) nameValue(item, `${name}.${key}`, named);
  Object.freeze(value);
}

function ownPath(component: Component, field: string, path: Path): boolean {
  const identity = identityOf(path);
  if (identity.owner !== undefined) {
    throw new Error(
      `${component.name}.${field} and ${identity.owner.field} are the same Path. Make one for each field.`,
    );
  }
  identity.owner = { work: component.name ?? "", field };
  return true;
}

const isConfiguration = (value: unknown): boolean =>
  value instanceof CloudCompute ||
  value instanceof Mount ||
  value instanceof StaticWeb ||
  isSecret(value);

/** Plain arrays and objects of components, any depth. */
function holdsComponents(value: unknown): boolean {
  if (!isPlain(value)) return false;
  return Object.values(value).some(
    (item) => componentOf(item) !== undefined || holdsComponents(item),
  );
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}

const heldByWork = (component: Component, field: string): Error =>
  new Error(
    `${component.name}.${field} is a component inside a work. Only flows own components: ` +
      `move it to the flow, and hand results over as arguments or Paths.`,
  );

/** State is a component's public fields, apart from structure and functions. */
export const isStateKey = (component: Component, key: string): boolean =>
  !key.startsWith("_") && !component.structure.has(key) && !(key in prototypeOf(component));

const prototypeOf = ({ target }: Component): object => {
  const prototype: unknown = Object.getPrototypeOf(target);
  return typeof prototype === "object" && prototype !== null ? prototype : {};
};

/** The fields that may hold state, those without a value included. */
export const stateFields = (component: Component): readonly string[] =>
  component.kind === "map"
    ? []
    : Object.entries(component.target).flatMap(([field, value]) =>
        typeof value === "function" || !isStateKey(component, field) ? [] : [field],
      );

function constructedState(component: Component): Readonly<Record<string, Encoded>> {
  const state: Record<string, Encoded> = {};
  for (const field of stateFields(component)) {
    const value: unknown = Reflect.get(component.target, field);
    if (value !== undefined) state[field] = encodeState(component, field, value);
  }
  return state;
}

function encodeState(component: Component, field: string, value: unknown): Encoded {
  try {
    return encode(value, `${component.name}.${field}`);
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    throw new TypeError(
      `${error.message} Public fields are state: keep it in a #private or _field instead.`,
    );
  }
}
