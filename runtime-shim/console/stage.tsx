import type { JSX } from "preact";
import type { Stage } from "#protocol/status.ts";

/** Colour, shape and word: none of the three alone has to carry the meaning. */
export function StageBadge({
  stage,
  word,
}: {
  readonly stage: Stage;
  readonly word?: string;
}): JSX.Element {
  return (
    <span class={`stage stage-${stage}`}>
      <StageMark stage={stage} />
      {word ?? words[stage]}
    </span>
  );
}

export function StageMark({ stage }: { readonly stage: Stage }): JSX.Element {
  return (
    <svg class={`stage-mark stage-${stage}`} viewBox="0 0 16 16" aria-hidden="true">
      {shapes[stage]}
    </svg>
  );
}

export const words = {
  pending: "Pending",
  starting: "Starting",
  running: "Running",
  succeeded: "Succeeded",
  failed: "Failed",
  stopped: "Stopped",
} as const satisfies Record<Stage, string>;

const shapes = {
  pending: <circle cx="8" cy="8" r="5" stroke-dasharray="2.4 2.8" />,
  starting: <path class="turning" d="M8 3a5 5 0 1 1-5 5" />,
  running: (
    <>
      <circle class="halo" cx="8" cy="8" r="6" />
      <circle class="solid" cx="8" cy="8" r="3.6" />
    </>
  ),
  succeeded: (
    <>
      <circle class="solid" cx="8" cy="8" r="6.5" />
      <path class="inside" d="m5.2 8.2 2 2 3.7-4.2" />
    </>
  ),
  failed: (
    <>
      <circle class="solid" cx="8" cy="8" r="6.5" />
      <path class="inside" d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4" />
    </>
  ),
  stopped: (
    <>
      <circle class="solid" cx="8" cy="8" r="6.5" />
      <path class="inside" d="M6 6h4v4H6z" />
    </>
  ),
} as const satisfies Record<Stage, JSX.Element>;
