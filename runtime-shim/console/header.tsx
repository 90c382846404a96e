import type { JSX } from "preact";
import { connection, retryNow } from "./connection.ts";
import { Mark } from "./icons.tsx";
import { overall } from "./overall.ts";
import { StageBadge } from "./stage.tsx";
import { launch } from "./store.ts";
import { now } from "./time.ts";

export function Header(): JSX.Element {
  const current = launch.value;
  return (
    <div class="header">
      <Mark />
      <div class="identity">
        <h1>{current?.title ?? "Thunderhead"}</h1>
        {current !== undefined && (
          <span class="launch" title="The launch: one life of the app's ledger">
            {current.id}
          </span>
        )}
      </div>
      <div class="health">
        <Link />
        <span role="status">
          {current !== undefined && (
            <StageBadge stage={overall.value.tone} word={overall.value.word} />
          )}
        </span>
      </div>
    </div>
  );
}

/** The connection is worth a word only while it is not simply there. */
function Link(): JSX.Element {
  const state = connection.value;
  if (state.kind === "waiting") {
    const seconds = Math.max(0, Math.ceil((state.until - now.value) / 1_000));
    return (
      <button type="button" class="link link-waiting" onClick={retryNow}>
        <span class="link-dot" />
        {seconds > 0 ? `Reconnecting in ${seconds} s` : "Reconnecting"}
      </button>
    );
  }
  return (
    <span class={`link link-${state.kind}`}>
      <span class="link-dot" />
      {linkWords[state.kind]}
    </span>
  );
}

const linkWords = { connecting: "Connecting", open: "Live", ended: "Offline" } as const;
