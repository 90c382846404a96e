import type { JSX } from "preact";
import type { Stage } from "#protocol/status.ts";
import { type TreeNode, treeRows } from "./component-tree.ts";
import { open } from "./route.ts";
import { StageMark, words } from "./stage.tsx";
import { components } from "./store.ts";
import { since } from "./time.ts";
import { doing } from "./waiting.tsx";

export function ComponentList({ selected }: { readonly selected: string }): JSX.Element {
  return (
    <nav class="component-list scroll" aria-label="Components" onKeyDown={walk}>
      <ul>
        {treeRows(components.value).map((row) => (
          <li key={row.name} style={{ "--depth": row.depth }}>
            {row.component === undefined ? (
              <span class="holder">{row.label}</span>
            ) : (
              <Row row={row} selected={selected} />
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Row({
  row,
  selected,
}: {
  readonly row: TreeNode;
  readonly selected: string;
}): JSX.Element | null {
  if (row.component === undefined) return null;
  const { kind, status, displayName, stuck } = row.component;
  const note = noted.includes(status.stage) ? doing(row.component, row.name) : "";
  return (
    <button
      type="button"
      class="component-row"
      aria-current={row.name === selected}
      onClick={() => open({ view: "components", component: row.name })}
    >
      <StageMark stage={status.stage} />
      <span class="row-name" title={displayName}>
        {row.label}
      </span>
      <span class="row-aside">
        {kind === "work" ? status.stage === "running" && since(status.at) : kind}
      </span>
      <span class={`row-stage stage-${status.stage}`}>{words[status.stage]}</span>
      {note !== "" && <span class={stuck ? "row-note stuck" : "row-note"}>{note}</span>}
    </button>
  );
}

/** Of others the stage says it all. */
const noted: readonly Stage[] = ["pending", "starting", "failed"];

/** Up and down move through the list; Tab leaves it. */
function walk(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const { currentTarget: list, target } = event;
  if (step === undefined || !(list instanceof HTMLElement) || !(target instanceof HTMLElement))
    return;
  const rows = [...list.querySelectorAll<HTMLElement>("button")];
  const next = rows[rows.indexOf(target) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.click();
}
