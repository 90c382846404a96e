import type { JSX } from "preact";
import type { ComponentStatus } from "#protocol/api.ts";
import { progressOf } from "./progress.ts";
import { href } from "./route.ts";
import { StageBadge } from "./stage.tsx";
import { components, exit } from "./store.ts";
import { since } from "./time.ts";

/** What stands where a service's page will be: the works on the way there, each with what it is doing. */
export function Waiting({ name }: { readonly name: string }): JSX.Element {
  const works = Object.entries(components.value).filter(([, { kind }]) => kind === "work");
  const over = exit.value !== undefined;
  const many = works.length > longest;
  const unfinished = works.filter(([, { status }]) => status.stage !== "succeeded");
  const shown = (many ? unfinished : works).slice(0, longest);
  return (
    <div class="waiting">
      <div class="waiting-card">
        <h2>{over ? `“${name}” was not there when the app ended` : `Waiting for “${name}”`}</h2>
        <p class="quiet">
          {over
            ? "Its service did not answer before the end. This is how far each work had come."
            : "This tab opens by itself as soon as its service answers."}
        </p>
        <ul class="checklist">
          {shown.map(([work, status]) => (
            <li key={work}>
              <a href={href({ view: "components", component: work })}>{work}</a>
              <span class={status.stuck ? "doing stuck" : "doing"}>{doing(status, work)}</span>
              <StageBadge stage={status.status.stage} />
            </li>
          ))}
        </ul>
        {many && (
          <p class="quiet">
            {works.length - unfinished.length} of {works.length} works have succeeded.
          </p>
        )}
      </div>
    </div>
  );
}

/** More works than this are told in part: those that have succeeded are only counted. */
const longest = 10;

/** In the reader's words: what takes the time just now. */
export function doing({ status, machine, phase, url }: ComponentStatus, name: string): string {
  if (status.message !== undefined && status.stage !== "running") return firstLine(status.message);
  if (status.stage === "pending" && phase !== undefined) return phase;
  if (status.stage === "starting") {
    return phase ?? (machine === "starting" ? "Its machine is starting" : lasting(status.at));
  }
  const progress = status.stage === "running" ? progressOf(name) : undefined;
  if (progress !== undefined) return `${progress.done} of ${progress.total}`;
  if (status.stage === "running") return url === "" ? lasting(status.at) : "Its service answers";
  return "";
}

function lasting(at: string): string {
  const duration = since(at);
  return duration === "" ? "" : `for ${duration}`;
}

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";
