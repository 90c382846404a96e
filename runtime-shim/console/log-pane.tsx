import { useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { LogBar } from "./log-bar.tsx";
import type { LogChunk } from "./log-buffer.ts";
import { lineFilter } from "./log-filter.ts";
import { LogLines } from "./log-lines.tsx";
import { components, exit, logs, logTotal } from "./store.ts";
import { useFollow } from "./use-follow.ts";

interface PaneProps {
  readonly component?: string | undefined;
  /** Offered only where the reader may change whose lines these are. */
  readonly onComponent?: (component: string | undefined) => void;
}

/** A picture held still: what was there, and how many lines had come by then. */
interface Held {
  readonly chunks: readonly LogChunk[];
  readonly total: number;
}

/** Lines as they come. Scrolling up, or Pause, holds the picture still; the end of the list lets it go on. */
export function LogPane({ component, onComponent }: PaneProps): JSX.Element {
  const search = useSignal("");
  const wrap = useSignal(true);
  const held = useSignal<Held | undefined>(undefined);
  const list = useRef<HTMLDivElement>(null);
  const hold = (): void => {
    held.value ??= { chunks: logs.peek(), total: logTotal.peek() };
  };
  const release = (): void => {
    held.value = undefined;
  };
  const follow = useFollow(list, { following: held.value === undefined, hold, release });
  const chunks = useComputed(() => held.value?.chunks ?? logs.value).value;
  const text = search.value;
  const matches = useMemo(() => lineFilter({ component, search: text }), [component, text]);
  const lines = chunks.flatMap((chunk) => chunk.lines.filter(matches));
  return (
    <div class="log-pane">
      <LogBar
        component={component}
        onComponent={onComponent}
        search={search}
        wrap={wrap}
        lines={lines}
        missed={held.value === undefined ? undefined : logTotal.value - held.value.total}
        onFollow={held.value === undefined ? hold : follow}
      />
      <div
        class={wrap.value ? "log-list wrapped" : "log-list"}
        ref={list}
        role="log"
        aria-live="off"
        aria-label="Log lines"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
        tabIndex={0}
      >
        <div class="log-content">
          {lines.length === 0 && <p class="empty">{emptyText(text, component)}</p>}
          {chunks.map((chunk) => (
            <LogLines key={chunk.id} chunk={chunk} matches={matches} named={mixed(component)} />
          ))}
        </div>
      </div>
    </div>
  );
}

/** Whether lines of several components stand together. */
const mixed = (component: string | undefined): boolean =>
  component === undefined || components.value[component]?.kind !== "work";

function emptyText(search: string, component: string | undefined): string {
  if (search.trim() !== "") return `No line contains “${search.trim()}”.`;
  const whose = component === undefined || component === "root" ? "The app" : component;
  return exit.value === undefined
    ? `${whose} has not printed anything yet.`
    : `${whose} printed nothing.`;
}
