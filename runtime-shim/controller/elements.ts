import { type ElementPart, elementName, type MapElement, partsOf } from "#protocol/flow.ts";
import type { Manifest, ManifestMap, ManifestWork } from "#protocol/manifest.ts";
import type { Live } from "./live.ts";

/** From here on an element, and what it owns, is like what the manifest lists: found, scheduled, shown. */
export function addElement(live: Live, element: MapElement): void {
  // Removed from the app's code since: what is open of it is stopped as an orphan.
  if (missingClass(live.manifest, element) !== undefined) return;
  for (const [name, part] of partsOf(element)) addPart(live, { element, name, part });
}

export function removeElement(live: Live, element: MapElement): void {
  // Settings stay known until the attempts have ended.
  for (const [name] of partsOf(element)) live.components.delete(name);
}

interface Part {
  readonly element: MapElement;
  readonly name: string;
  readonly part: ElementPart;
}

function addPart(live: Live, { element, name, part }: Part): void {
  const id = idOf(live.manifest, element, name);
  live.components.set(name, {
    name,
    id,
    kind: part.flow ? "flow" : "work",
    class: part.class,
    parent: part === element ? element.map : name.slice(0, name.lastIndexOf(".")),
  });
  live.constructed.set(name, part.state);
  const work = workOf(live.manifest, { element, name, part });
  if (work === undefined) return;
  live.works.set(name, work);
  for (const { field, ...path } of part.paths) {
    const pathName = `${name}.${field}`;
    live.paths.set(pathName, {
      name: pathName,
      id: `${id}-${field}`,
      producer: name,
      field,
      ...path,
    });
  }
}

/** Why the app's code, as compiled, cannot run this element. */
export function missingClass(manifest: Manifest, element: MapElement): string | undefined {
  const classes = mapOf(manifest, element)?.classes ?? {};
  const missing = partsOf(element).find(
    ([, { flow, class: type }]) => !flow && classes[type] === undefined,
  );
  if (missing === undefined) return undefined;
  return (
    `${element.map}.create(${JSON.stringify(element.key)}) makes a ${missing[1].class}, which was not found when the app was compiled. ` +
    "Name the class itself at the call: `this.map.create(key, Trial, ...args)`."
  );
}

const mapOf = ({ maps }: Manifest, { map }: MapElement): ManifestMap | undefined =>
  maps.find(({ name }) => name === map);

/** Of the map's id, so that a rename keeps it. */
function idOf(manifest: Manifest, element: MapElement, name: string): string {
  const below = name.slice(elementName(element).length).replaceAll(".", "-");
  return `${mapOf(manifest, element)?.id ?? element.map}-${element.key}${below}`;
}

function workOf(manifest: Manifest, { element, name, part }: Part): ManifestWork | undefined {
  const map = mapOf(manifest, element);
  const bundle = map?.classes[part.class];
  if (map === undefined || bundle === undefined || part.flow) return undefined;
  return {
    name,
    id: idOf(manifest, element, name),
    class: part.class,
    bundle,
    arguments: part.arguments,
    settings: part.settings,
    machine: machineOf(map, part),
    ...(part.python && { python: pythonOf(map, part.python, part.class) }),
  };
}

function machineOf(map: ManifestMap, { machine }: ElementPart): ManifestWork["machine"] {
  const { mounts, ...rest } = machine ?? { nodes: 1, idleTimeout: 300, interruptible: false };
  return { group: map.name, pool: map.machines, ...rest, ...(mounts && { mounts }) };
}

/** The code names a script as seen from its own file; the compiler, as it lies in the bundle. */
function pythonOf(
  { scripts = {} }: ManifestMap,
  { script, requirements }: NonNullable<ElementPart["python"]>,
  type: string,
): NonNullable<ManifestWork["python"]> {
  const said = script.replace(/^(\.\/)+/, "");
  const found = scripts[type]?.find((path) => path === said || path.endsWith(`/${said}`));
  return { script: found ?? said, requirements };
}
