import type {
  ComponentStatus,
  LayoutDocument,
  LayoutTab,
  PathFlow,
  RunEvent,
  StateDocument,
  StatusDocument,
} from "#protocol/api.ts";
import type { TabView } from "#protocol/flow.ts";
import type { ManifestComponent } from "#protocol/manifest.ts";
import type { Status } from "#protocol/status.ts";
import type { Json } from "#protocol/value.ts";
import { bootOf, machineStatuses } from "./boots.ts";
import { type Call, type Core, documentOf, isOpen } from "./state.ts";
import { machineOf, workView } from "./views.ts";

/** What people and scripts see, made from the same state that decides. */
export function stateDocument(core: Core): StateDocument {
  const components = Object.fromEntries(names(core).map((name) => [name, stateOf(core, name)]));
  return { version: core.ledger.version, state: components["root"] ?? {}, components };
}

export function statusDocument(core: Core): StatusDocument {
  const { manifest, title } = core.live;
  const machines = machineStatuses(core);
  return {
    launch: core.ledger.launch,
    title,
    components: Object.fromEntries(
      [...core.live.components.values()].map((component) => [
        component.name,
        componentStatus(core, component),
      ]),
    ),
    paths: manifest.paths.map((path) => pathFlow(core, path)),
    order: manifest.order ?? [],
    ...(machines && { machines }),
  };
}

export const layoutDocument = ({ live }: Core): LayoutDocument => ({
  tabs: live.tabs.map((tab) => layoutTab(tab, live.sites)),
});

/** The last line of `run --json`, and `state.json`. */
export const exitEvent = (
  core: Core,
  { code, message }: { readonly code: number; readonly message: string },
): RunEvent & { readonly event: "exit" } => ({
  event: "exit",
  code,
  message,
  components: Object.fromEntries(
    [...core.live.components.values()].map((component) => [
      component.name,
      { status: statusOf(core, component), state: stateOf(core, component.name) },
    ]),
  ),
});

const names = ({ live }: Core): readonly string[] => [...live.components.keys()];

const stateOf = (core: Core, name: string): Readonly<Record<string, Json>> =>
  documentOf(core, name);

function componentStatus(core: Core, component: ManifestComponent): ComponentStatus {
  const { name, kind } = component;
  const call = currentCall(core, name);
  const status = statusOf(core, component);
  const at = core.live.phases.get(name);
  const { phase, stuck } = at === undefined ? bootOf(core, name) : { phase: at };
  const on = core.live.placement === "one" ? undefined : call?.machine;
  return {
    kind,
    class: component.class ?? null,
    status,
    machine: kind === "work" ? machineOf(core, name) : "on",
    url: kind === "work" ? workView(core, name).url : "",
    attempt: call?.attempt ?? 0,
    displayName: core.live.works.get(name)?.settings.displayName ?? name,
    ...(on !== undefined && { on }),
    ...(phase !== undefined && phase !== "" && { phase }),
    ...(stuck && { stuck }),
    ...(status.stage === "failed" && call?.failure && { failure: call.failure }),
  };
}

function currentCall({ ledger }: Core, name: string): Call | undefined {
  const { current, reached, lastStarted } = ledger.works.get(name) ?? {};
  return ledger.calls.get(current ?? reached ?? lastStarted ?? "");
}

function statusOf(core: Core, { name, kind }: ManifestComponent): Status {
  const { live, ledger } = core;
  const at = new Date(live.started).toISOString();
  if (kind === "work") return workStatus(core, name) ?? { stage: "pending", at };
  if (ledger.ended !== undefined) {
    const { code, message } = ledger.ended;
    return { stage: code === 0 ? "succeeded" : "failed", message, at };
  }
  if (live.flow.phase === "absent") return { stage: "starting", at };
  return live.ending
    ? { stage: "stopped", at }
    : { stage: "running", ...(live.flow.paused && { message: live.flow.paused }), at };
}

/**
 * A call that an ending launch has interrupted is still to be done, for `--resume`; to people its work has
 * been stopped.
 */
function workStatus(core: Core, name: string): Status | undefined {
  const status = workView(core, name).statuses.at(-1);
  const call = currentCall(core, name);
  const stands = core.live.agents.size > 0 && core.ledger.works.get(name)?.current;
  if (!core.live.ending || stands || call === undefined || status === undefined) return status;
  return isOpen(call) && call.attempt > 0 ? stopped(status.at) : status;
}

const stopped = (at: string): Status => ({ stage: "stopped", reason: "stopped", at });

const pathFlow = (
  { live }: Core,
  { name, producer }: { readonly name: string; readonly producer: string },
): PathFlow => ({
  name,
  producer,
  consumers: Object.entries(live.manifest.reads).flatMap(([consumer, paths]) =>
    paths.includes(name) ? [consumer] : [],
  ),
});

function layoutTab(
  { name, icon, content }: TabView,
  sites: ReadonlyMap<string, string>,
): LayoutTab {
  const shown = { name, ...(icon !== undefined && { icon }) };
  if (content.kind === "url") return { ...shown, url: content.url, loading: false };
  if (content.kind === "component")
    return { ...shown, url: null, loading: false, component: content.component };
  if (content.kind === "tabs")
    return {
      ...shown,
      url: null,
      loading: false,
      tabs: content.tabs.map((tab) => layoutTab(tab, sites)),
    };
  const site = content.kind === "static" ? sites.get(content.directory) : undefined;
  if (site) return { ...shown, url: site, loading: false };
  return { ...shown, url: null, loading: true };
}
