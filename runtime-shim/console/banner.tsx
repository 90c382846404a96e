import type { JSX } from "preact";
import { failed, overall } from "./overall.ts";
import { href, open, type Route } from "./route.ts";
import { StageMark } from "./stage.tsx";
import { exit } from "./store.ts";

/** How the app ended, across every view: it is what a reader who comes back wants to know first. */
export function Banner(): JSX.Element | null {
  const end = exit.value;
  if (end === undefined) return null;
  const [headline = "", ...rest] = end.message.trim().split("\n");
  const { tone } = overall.value;
  return (
    <div class={`banner banner-${tone}`} role={tone === "failed" ? "alert" : "status"}>
      <StageMark stage={tone} />
      <div class="banner-text">
        <strong>{titles[tone] ?? "The app has ended."}</strong>{" "}
        {headline.replace(/\.$/, "") !== overall.value.word && (
          <span class="banner-message">{headline}</span>
        )}
        {rest.length > 0 && (
          <details>
            <summary>More</summary>
            <pre>{rest.join("\n")}</pre>
          </details>
        )}
      </div>
      {tone === "failed" && <ShowFailure code={end.code} />}
    </div>
  );
}

const titles: Readonly<Record<string, string>> = {
  succeeded: "The app has finished.",
  stopped: "The app was stopped.",
  failed: "The app failed.",
};

function ShowFailure({ code }: { readonly code: number }): JSX.Element {
  const name = failed.value;
  const route: Route = { view: "components", component: name };
  return (
    <>
      <span class="exit-code">exit {code}</span>
      {name !== undefined && (
        <a
          class="button"
          href={href(route)}
          onClick={(event) => {
            event.preventDefault();
            open(route);
          }}
        >
          Show {name === "root" ? "the flow" : name}
        </a>
      )}
    </>
  );
}
