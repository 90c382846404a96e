import type { Encoded, Json, JsonObject } from "#protocol/value.ts";
import { CloudCompute, type CloudComputeOptions } from "./cloud-compute.ts";
import { Drive } from "./drive.ts";
import { Mount } from "./mount.ts";
import { identityOf, Path, pathOf } from "./path.ts";
import { realm } from "./realm.ts";
import { isSecret, secret } from "./secret.ts";

/** A value that cannot travel: `at` is where it stands, `arguments[0].lr`. */
export class NotJson extends TypeError {
  override readonly name = "NotJson";
  readonly at: string;

  constructor(at: string, what: string, wayOut = "") {
    super(`${at} is ${what}, which does not survive JSON.${wayOut && ` ${wayOut}`}`);
    this.at = at;
  }
}

const secretWayOut =
  "Secrets are no state: keep it in a field whose name begins with _ or #, or hand it over in the work's `env`.";

/** Copies a value into what crosses processes: JSON, with Paths and Drives as tagged objects. `at` names it in errors. */
export function encode(value: unknown, at: string): Encoded {
  return value === undefined ? { $: "undefined" } : encodeInside(value, { at, within: [] });
}

/** The same for constructors' arguments, which may also say what a work runs on and is told. */
export function encodeConfiguration(value: unknown, at: string): Encoded {
  if (value instanceof CloudCompute) {
    const { mounts = [], ...options } = value.options;
    return {
      $: "compute",
      name: encode(value.computeName, at),
      options: {
        ...plainFields(options),
        ...(mounts.length > 0 && { mounts: mounts.map(asMount) }),
      },
    };
  }
  if (value instanceof Mount) return asMount(value);
  if (isSecret(value)) return { $: "secret", name: value.secretName };
  if (!isPlainObject(value)) return encode(value, at);
  const fields = Object.entries(value).flatMap(([key, field]) =>
    field === undefined ? [] : [[key, encodeConfiguration(field, keyPath(at, key))] as const],
  );
  const encoded: JsonObject = Object.fromEntries(fields);
  return "$" in encoded ? { $: "object", value: encoded } : encoded;
}

const plainFields = (options: object): JsonObject =>
  Object.fromEntries(
    Object.entries(options).flatMap(([key, value]): [string, Encoded][] =>
      value === undefined ? [] : [[key, encode(value, key)]],
    ),
  );

const asMount = ({ source, target }: Mount): JsonObject => ({ $: "mount", source, target });

const isPlainObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

export interface DecodeOptions {
  /** What a reference means here: a Path object that this realm can answer for. */
  readonly path: (reference: PathReference) => Path;
}

export interface PathReference {
  readonly owner: string;
  readonly field: string;
  readonly below?: string | undefined;
  readonly version?: string | undefined;
  readonly latest?: true | undefined;
}

export function decode(encoded: Encoded, options: DecodeOptions): unknown {
  if (Array.isArray(encoded)) return encoded.map((item) => decode(item, options));
  if (!isRecord(encoded)) return encoded;
  const tag = encoded["$"];
  if (typeof tag === "string" && Object.hasOwn(decoders, tag))
    return decoders[tag]?.(encoded, options);
  return decodeFields(encoded, options);
}

interface Place {
  readonly at: string;
  /** Objects that hold this one, to find cycles. */
  readonly within: readonly object[];
}

function encodeInside(value: unknown, place: Place): Encoded {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return encodeNumber(value, place.at);
  if (typeof value !== "object") throw new NotJson(place.at, describePrimitive(value));
  if (value instanceof Path) return encodePath(value);
  if (value instanceof Drive) return { $: "drive", name: value.driveName };
  if (isSecret(value)) throw new NotJson(place.at, `the secret ${value.secretName}`, secretWayOut);
  if (place.within.includes(value)) throw new NotJson(place.at, "part of a cycle");
  const within = [...place.within, value];
  if (Array.isArray(value)) {
    return Array.from(value, (item, index) =>
      encodeInside(item, { at: `${place.at}[${index}]`, within }),
    );
  }
  return encodeObject(value, { at: place.at, within });
}

function encodeNumber(value: number, at: string): number {
  if (!Number.isFinite(value)) throw new NotJson(at, String(value));
  if (Object.is(value, -0)) throw new NotJson(at, "-0");
  return value;
}

function encodeObject(value: object, place: Place): Encoded {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new NotJson(place.at, `an instance of ${value.constructor?.name || "a class"}`);
  }
  const fields: Record<string, Json> = {};
  for (const [key, field] of Object.entries(value)) {
    // As JSON does: an absent field and an undefined one are the same.
    if (field === undefined) continue;
    setOwn(fields, key, encodeInside(field, { at: keyPath(place.at, key), within: place.within }));
  }
  return "$" in fields ? { $: "object", value: fields } : fields;
}

function encodePath(path: Path): Encoded {
  const { owner, relative, below, version, latest } = identityOf(path);
  if (owner === undefined)
    throw new TypeError(
      `new Path(${JSON.stringify(relative)}) belongs to no work: make it a field of the work that writes it.`,
    );
  return {
    $: "path",
    owner: owner.work,
    field: owner.field,
    ...(below !== undefined && { below }),
    ...(version !== undefined && { version }),
    ...(latest !== undefined && { latest }),
  };
}

const keyPath = (at: string, key: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(key) ? `${at}.${key}` : `${at}[${JSON.stringify(key)}]`;

function describePrimitive(value: unknown): string {
  if (value === undefined) return "undefined in an array";
  return typeof value === "function" ? "a function" : `a ${typeof value}`;
}

type Decoder = (tagged: JsonObject, options: DecodeOptions) => unknown;

const decoders: Readonly<Record<string, Decoder>> = {
  path: (tagged, { path }) => path(referenceOf(tagged)),
  drive: ({ name }) => new Drive(String(name)),
  mount: ({ source, target }) =>
    new Mount(
      `s3://${String(source)
        .replace(/^s3:\/\//, "")
        .replace(/\/$/, "")}/`,
      String(target),
    ),
  compute: (tagged, options) =>
    new CloudCompute(computeName(tagged["name"]), computeOptions(tagged["options"], options)),
  secret: ({ name }) => secret(String(name)),
  asset: ({ path }) => realm().asset(String(path)),
  config: ({ name }) => realm().config(String(name), undefined),
  undefined: () => undefined,
  object: ({ value }, options) => (isRecord(value) ? decodeFields(value, options) : {}),
};

function decodeFields(fields: JsonObject, options: DecodeOptions): Record<string, unknown> {
  const decoded: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) setOwn(decoded, key, decode(value, options));
  return decoded;
}

/** Whatever the key's name: a `__proto__` that came as data must not become a prototype. */
function setOwn(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

function referenceOf(tagged: JsonObject): PathReference {
  const { owner, field, below, version, latest } = tagged;
  return {
    owner: String(owner),
    field: String(field),
    ...(typeof below === "string" && { below }),
    ...(typeof version === "string" && { version }),
    ...(latest === true && { latest }),
  };
}

function computeName(name: Json | undefined): string | { readonly anyOf: readonly string[] } {
  if (!isRecord(name)) return String(name ?? "default");
  const { anyOf } = name;
  return { anyOf: Array.isArray(anyOf) ? anyOf.map(String) : [] };
}

function computeOptions(options: Json | undefined, how: DecodeOptions): CloudComputeOptions {
  return isRecord(options) ? decodeFields(options, how) : {};
}

export const isRecord = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The Path object for a reference that its owner's field would give: used by realms when they decode. */
export function pathFromReference(reference: PathReference, relative: string): Path {
  const { owner, field, below, version, latest } = reference;
  return pathOf({
    relative,
    options: {},
    owner: { work: owner, field },
    ...(below !== undefined && { below }),
    ...(version !== undefined && { version }),
    ...(latest !== undefined && { latest }),
  });
}
