import { elementName, type MapElement } from "#protocol/flow.ts";
import type { Manifest, ManifestWork } from "#protocol/manifest.ts";
import type { Live } from "./state.ts";

/** From here on an element is a work like those of the manifest: found, scheduled, shown. */
export function addElement(live: Live, element: MapElement): void {
  const name = elementName(element);
  const work = workOf(live.manifest, element);
  // Removed from the app's code since: what is open of it is stopped as an orphan.
  if (work === undefined) return;
  const { id } = work;
  live.components.set(name, {
    name,
    id,
    kind: "work",
    class: element.class,
    parent: element.map,
  });
  live.works.set(name, work);
  live.constructed.set(name, element.state);
  for (const { field, ...path } of element.paths) {
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
  if (workOf(manifest, element) !== undefined) return undefined;
  return (
    `${element.map}.create(${JSON.stringify(element.key)}) makes a ${element.class}, which was not found when the app was compiled. ` +
    "Name the class itself at the call: `this.map.create(key, Trial, ...args)`."
  );
}

function workOf(manifest: Manifest, element: MapElement): ManifestWork | undefined {
  const map = manifest.maps.find(({ name }) => name === element.map);
  const bundle = map?.classes[element.class];
  if (map === undefined || bundle === undefined) return undefined;
  return {
    name: elementName(element),
    id: `${map.id}-${element.key}`,
    class: element.class,
    bundle,
    arguments: element.arguments,
    settings: element.settings,
    machine: { group: map.name, nodes: 1, idleTimeout: 300, interruptible: false },
  };
}
