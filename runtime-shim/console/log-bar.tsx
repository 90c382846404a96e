import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import type { LogLine } from "#protocol/api.ts";
import { plain } from "./ansi-text.tsx";
import { CopyButton } from "./copy-button.tsx";
import { FollowIcon, PauseIcon, SearchIcon, WrapIcon } from "./icons.tsx";
import { components } from "./store.ts";

interface BarProps {
  readonly component: string | undefined;
  readonly onComponent: ((component: string | undefined) => void) | undefined;
  readonly search: Signal<string>;
  readonly wrap: Signal<boolean>;
  /** What is shown, for counting and copying. */
  readonly lines: readonly LogLine[];
  /** Lines that came while the picture was held; `undefined` while it follows. */
  readonly missed: number | undefined;
  readonly onFollow: () => void;
}

/** The controls above the lines. */
export function LogBar(props: BarProps): JSX.Element {
  const { component, onComponent, search, wrap, lines, missed, onFollow } = props;
  return (
    <div class="log-bar">
      {onComponent === undefined ? (
        <h3>Logs</h3>
      ) : (
        <Chooser value={component} onChange={onComponent} />
      )}
      <Search text={search} />
      <span class="log-count" role="status">
        {counted(lines.length)}
      </span>
      <button
        type="button"
        class="icon-button wrap-toggle"
        aria-pressed={wrap.value}
        aria-label="Wrap long lines"
        title="Wrap long lines"
        onClick={() => {
          wrap.value = !wrap.value;
        }}
      >
        <WrapIcon />
      </button>
      <CopyButton
        label="Copy these lines"
        text={() => lines.map((line) => plain(line.line)).join("\n")}
      />
      <button type="button" class="follow" aria-pressed={missed === undefined} onClick={onFollow}>
        {missed === undefined ? <PauseIcon /> : <FollowIcon />}
        <span>{followWord(missed)}</span>
      </button>
    </div>
  );
}

const counted = (count: number): string =>
  `${count.toLocaleString("en")} ${count === 1 ? "line" : "lines"}`;

function followWord(missed: number | undefined): string {
  if (missed === undefined) return "Pause";
  return missed > 0 ? `${missed.toLocaleString("en")} new` : "Follow";
}

function Search({ text }: { readonly text: Signal<string> }): JSX.Element {
  return (
    <label class="search">
      <SearchIcon />
      <input
        type="search"
        placeholder="Search"
        aria-label="Search the lines"
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
    </label>
  );
}

interface ChooserProps {
  readonly value: string | undefined;
  readonly onChange: (component: string | undefined) => void;
}

function Chooser({ value, onChange }: ChooserProps): JSX.Element {
  const names = Object.keys(components.value).filter((name) => name !== "root");
  return (
    <select
      aria-label="Whose lines"
      value={value ?? ""}
      onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
    >
      <option value="">All components</option>
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}
