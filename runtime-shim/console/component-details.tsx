import type { ComponentChildren, JSX } from "preact";
import { phaseTimes } from "#protocol/agent.ts";
import type { ComponentStatus } from "#protocol/api.ts";
import { webAddress } from "./address.ts";
import { FailureCard } from "./failure-card.tsx";
import { OpenIcon } from "./icons.tsx";
import { JsonView } from "./json-view.tsx";
import { progressOf } from "./progress.ts";
import { StageBadge } from "./stage.tsx";
import { components, machines, paths, states } from "./store.ts";
import { clock, since } from "./time.ts";
import { doing } from "./waiting.tsx";

/** A component's status page: who it is, how it stands, what went wrong, what it made, its state. */
export function ComponentDetails({ name }: { readonly name: string }): JSX.Element {
  const component = components.value[name];
  if (component === undefined)
    return <p class="empty">There is no component “{name}” in this launch.</p>;
  return (
    <article class="details">
      <header class="details-head">
        <h2>{name}</h2>
        <StageBadge stage={component.status.stage} />
        <p class="quiet">{[component.kind, component.class].filter(Boolean).join(" · ")}</p>
      </header>
      <FailureCard component={component} />
      <Facts component={component} />
      <Advance name={name} />
      {component.kind === "work" && <Files name={name} />}
      <section>
        <h3>State</h3>
        <JsonView
          value={states.value[name] ?? {}}
          empty="No public fields with a value of their own."
        />
      </section>
    </article>
  );
}

function Facts({ component }: { readonly component: ComponentStatus }): JSX.Element {
  const { status, on, attempt, url, kind, stuck } = component;
  const isComing = status.stage === "starting" || status.stage === "pending";
  const phase = isComing ? doing(component, "") : "";
  return (
    <dl class="facts">
      {kind === "work" && (
        <Fact label="Machine">{[machineWord(component), on].filter(Boolean).join(" · ")}</Fact>
      )}
      <Boot machine={on} />
      {kind === "work" && attempt > 0 && <Fact label="Attempt">{attempt}</Fact>}
      <Fact label="Since">
        <span title={status.at}>{clock(status.at)}</span>
        {(active(status.stage) || phase !== "") && since(status.at) !== "" && (
          <span class="quiet"> · {since(status.at)}</span>
        )}
      </Fact>
      {phase !== "" && (
        <Fact label={stuck ? "Held up" : "Doing"}>
          <span class={stuck ? "stuck" : undefined}>{phase}</span>
        </Fact>
      )}
      {status.reason !== undefined && (
        <Fact label="Reason">{status.reason.replaceAll("-", " ")}</Fact>
      )}
      {url !== "" && (
        <Fact label="Service">
          <ServiceLink url={url} />
        </Fact>
      )}
    </dl>
  );
}

/** How a machine came up, phase by phase. */
function Boot({ machine }: { readonly machine: string | undefined }): JSX.Element | null {
  const known = machines.value.find((each) => each.machine === machine);
  if (known?.bootSeconds === undefined) return null;
  const { boot = [], bootSeconds, usualSeconds } = known;
  return (
    <Fact label="Boot">
      {bootSeconds} s
      {usualSeconds !== undefined && <span class="quiet"> · usually {usualSeconds} s</span>}
      {boot.length > 0 && (
        <ol class="boot-phases">
          {boot.map((phase) => (
            <li key={phase.name}>{phaseTimes([phase])}</li>
          ))}
        </ol>
      )}
    </Fact>
  );
}

/** Nothing runs on it yet while it boots. */
function machineWord({ machine, phase, stuck }: ComponentStatus): string {
  if (stuck) return "unusable";
  return machine === "off" && phase !== undefined ? "booting" : machine;
}

function Advance({ name }: { readonly name: string }): JSX.Element | null {
  const progress = progressOf(name);
  if (progress === undefined) return null;
  const { done, total } = progress;
  return (
    <div class="advance">
      <progress aria-label="Progress" value={done} max={total} />
      <span>
        {done.toLocaleString("en")} of {total.toLocaleString("en")}
      </span>
    </div>
  );
}

const active = (stage: ComponentStatus["status"]["stage"]): boolean =>
  stage === "running" || stage === "starting";

function Fact({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class="fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function ServiceLink({ url }: { readonly url: string }): JSX.Element {
  const address = webAddress(url);
  if (address === undefined) return <>{url}</>;
  return (
    <a class="service-link" href={address.href} target="_blank" rel="noopener">
      {url} <OpenIcon />
    </a>
  );
}

/** The Paths that a work makes and reads. */
function Files({ name }: { readonly name: string }): JSX.Element | null {
  const made = paths.value.filter(({ producer }) => producer === name);
  const read = paths.value.filter(({ consumers }) => consumers.includes(name));
  if (made.length + read.length === 0) return null;
  return (
    <section>
      <h3>Paths</h3>
      <ul class="path-list">
        {made.map((path) => (
          <li key={path.name}>
            <code>{path.name}</code>{" "}
            <span class="quiet">made here{list(", read by ", path.consumers)}</span>
          </li>
        ))}
        {read.map((path) => (
          <li key={path.name}>
            <code>{path.name}</code> <span class="quiet">read here, made by {path.producer}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const list = (before: string, names: readonly string[]): string =>
  names.length === 0 ? "" : before + names.join(", ");
