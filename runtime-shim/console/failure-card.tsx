import type { JSX } from "preact";
import type { ComponentStatus } from "#protocol/api.ts";
import { CopyButton } from "./copy-button.tsx";

/** A failure as its author needs it: the message, then the stack with their own lines in front. */
export function FailureCard({
  component,
}: {
  readonly component: ComponentStatus;
}): JSX.Element | null {
  const { status, failure } = component;
  const text = failure?.message ?? status.message;
  if (status.stage !== "failed" || text === undefined) return null;
  const stack = failure?.stack === undefined ? "" : framesOnly(failure.stack, text);
  return (
    <section class="failure" aria-label="Failure">
      <div class="failure-head">
        <pre class="failure-message">{text}</pre>
        <CopyButton
          label="Copy the failure"
          text={() => [text, stack].filter(Boolean).join("\n")}
        />
      </div>
      {stack !== "" && (
        <pre class="failure-stack">
          {stack.split("\n").map((line, index) => (
            <span key={index} class={own(line) ? "frame" : "frame frame-foreign"}>
              {`${line}\n`}
            </span>
          ))}
        </pre>
      )}
    </section>
  );
}

/** Engines repeat the message on top of the stack. */
function framesOnly(stack: string, text: string): string {
  const lines = stack.split("\n");
  const frames = lines.findIndex((line) => /^\s*at /.test(line));
  return frames > 0 && text.includes(lines[0]?.replace(/^\w*Error: /, "") ?? "")
    ? lines.slice(frames).join("\n")
    : stack;
}

const own = (line: string): boolean => !/node:|node_modules|\/dist\//.test(line);
