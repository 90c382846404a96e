import { Component, type ComponentChild, type JSX } from "preact";
import { AnsiText } from "./ansi-text.tsx";
import type { LogChunk } from "./log-buffer.ts";
import type { LinePredicate } from "./log-filter.ts";
import { clock } from "./time.ts";

interface ChunkProps {
  readonly chunk: LogChunk;
  readonly matches: LinePredicate;
  /** Names stand before lines only where lines of several components mix. */
  readonly named: boolean;
}

/**
 * A hundred lines. The browser skips those off screen (`content-visibility`), so that search, selection and
 * screen readers still see every line; and a chunk that did not change is not even compared again.
 */
export class LogLines extends Component<ChunkProps> {
  override shouldComponentUpdate(next: ChunkProps): boolean {
    const { chunk, matches, named } = this.props;
    return chunk !== next.chunk || matches !== next.matches || named !== next.named;
  }

  override render({ chunk, matches, named }: ChunkProps): ComponentChild {
    const lines = chunk.lines.filter(matches);
    if (lines.length === 0) return null;
    return (
      <div class="log-chunk" style={{ "--lines": lines.length }}>
        {lines.map(({ component, stream, line, at }, index) => (
          <div key={index} class={`log-line log-${stream}`}>
            <time>{clock(at)}</time>
            {named && <Name component={component} />}
            <span class="log-text">
              <AnsiText text={line} />
            </span>
          </div>
        ))}
      </div>
    );
  }
}

/** Where there is little room, the style sheet leaves out what stands above the component. */
function Name({ component }: { readonly component: string }): JSX.Element {
  const own = component.lastIndexOf(".") + 1;
  return (
    <span class={`log-name hue-${hue(component)}`} title={component}>
      <span class="log-above">{component.slice(0, own)}</span>
      {component.slice(own)}
    </span>
  );
}

/** The same name gets the same of eight colours on every page. */
function hue(name: string): number {
  let sum = 7;
  for (let index = 0; index < name.length; index++)
    sum = (sum * 31 + name.charCodeAt(index)) % 4_093;
  return sum % 8;
}
