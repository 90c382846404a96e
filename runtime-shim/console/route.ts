import { signal } from "@preact/signals";

/** What the page shows, as the address says it: `#/tab/Boring%20Tab`, `#/components/serve`, `#/graph`, `#/logs`. */
export type Route =
  | { readonly view: "tab"; readonly names: readonly string[] }
  | { readonly view: "components"; readonly component?: string | undefined }
  | { readonly view: "graph" }
  | { readonly view: "logs"; readonly component?: string | undefined };

/** `undefined` until somebody has chosen: the page then opens what is most useful. */
export const chosen = signal<Route | undefined>(parse(location.hash));

addEventListener("hashchange", () => {
  chosen.value = parse(location.hash);
});

export function href(route: Route): string {
  const rest = route.view === "tab" ? route.names : "component" in route ? [route.component] : [];
  const parts = rest.filter((part) => part !== undefined).map(encodeURIComponent);
  return `#/${[route.view, ...parts].join("/")}`;
}

/** Replaces instead of adding to the history: Back leaves the console rather than walking through its tabs. */
export function open(route: Route): void {
  history.replaceState(undefined, "", href(route));
  chosen.value = route;
}

function parse(hash: string): Route | undefined {
  const [, view, ...encoded] = hash.split("/");
  const parts = encoded.map(decode);
  if (view === "tab" && parts.length > 0) return { view, names: parts };
  if (view === "graph") return { view };
  if (view === "components" || view === "logs") return { view, component: parts[0] };
  return undefined;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
