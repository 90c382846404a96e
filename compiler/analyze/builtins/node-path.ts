import { posix } from "node:path";
import type { HeapObject } from "../heap.ts";
import { makeFixed, makeNative } from "../make.ts";
import { placeFunction } from "../project-file.ts";
import { known, mixed, type Primitive, type Value } from "../value.ts";
import { fromPlain, primitives } from "./plain.ts";
import { asReal } from "./throws.ts";

/** Of `node:path`, as on the machines: what answers the same wherever it is asked. */
const functions = [
  "basename",
  "dirname",
  "extname",
  "isAbsolute",
  "join",
  "normalize",
  "relative",
  "resolve",
] as const;

type Name = (typeof functions)[number];

/** These start from the working directory where nothing says otherwise. */
const fromHere: Readonly<Partial<Record<Name, (args: readonly Primitive[]) => boolean>>> = {
  relative: (args) => args.length < 2 || !args.slice(0, 2).every(isAbsolute),
  resolve: (args) => !args.some(isAbsolute),
};

const isAbsolute = (value: Primitive): boolean =>
  typeof value === "string" && value.startsWith("/");

export const pathExports: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...functions.map((name) => [name, pathFunction(name)] as const),
  ["sep", known(posix.sep, { file: "", start: 0, end: 0 })],
  ["delimiter", known(posix.delimiter, { file: "", start: 0, end: 0 })],
]);

/** `import path from "node:path"`; itself its `posix`. */
export const pathNamespace: HeapObject = makeFixed(Object.fromEntries(pathExports));

function pathFunction(name: Name): HeapObject {
  return makeNative(name, {
    call: (interpreter, { arguments: args, span }) => {
      const placed = placeFunction(name, args, span);
      if (placed) return placed;
      const plain = primitives(args);
      if (plain === undefined || fromHere[name]?.(plain)) return mixed(span, args);
      const compute = (): unknown => Reflect.apply(posix[name], posix, plain);
      return fromPlain(interpreter, asReal(interpreter, { span, name }, compute), span);
    },
  });
}
