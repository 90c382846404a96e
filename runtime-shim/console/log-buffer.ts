import type { LogLine } from "#protocol/api.ts";

/** Lines kept by the page; the launch directory keeps them all. */
export const logLimit = 10_000;

/** Lines per chunk: what is rendered, skipped while off screen, and dropped together. */
export const chunkSize = 100;

/** A run of lines that never changes again once a later chunk follows it. */
export interface LogChunk {
  /** Counts from 0 since the page opened; stable, so that a full page only ever redraws its last chunk. */
  readonly id: number;
  readonly lines: readonly LogLine[];
}

/** Appends, and drops whole chunks from the front so that at most `logLimit` lines remain. */
export function append(
  chunks: readonly LogChunk[],
  lines: readonly LogLine[],
): readonly LogChunk[] {
  const last = chunks.at(-1);
  const open = last !== undefined && last.lines.length < chunkSize ? last : undefined;
  const closed = open === undefined ? chunks : chunks.slice(0, -1);
  const pending = [...(open?.lines ?? []), ...lines];
  const first = open?.id ?? (last === undefined ? 0 : last.id + 1);
  const added = Array.from({ length: Math.ceil(pending.length / chunkSize) }, (_, index) => ({
    id: first + index,
    lines: pending.slice(index * chunkSize, (index + 1) * chunkSize),
  }));
  return trim([...closed, ...added]);
}

/**
 * What of a replay is new. The server repeats the last lines to every page that connects; one that comes
 * back finds its own last lines in there and goes on after them.
 */
export function unseen(
  chunks: readonly LogChunk[],
  replay: readonly LogLine[],
): readonly LogLine[] {
  const seen = chunks.slice(-2).flatMap(({ lines }) => lines);
  for (let end = replay.length; end > 0; end--) {
    const depth = Math.min(end, seen.length, 5);
    if (depth === 0) break;
    const tail = seen.slice(-depth);
    if (tail.every((line, index) => same(line, replay[end - depth + index])))
      return replay.slice(end);
  }
  return replay;
}

function trim(chunks: readonly LogChunk[]): readonly LogChunk[] {
  const surplus = Math.ceil((count(chunks) - logLimit) / chunkSize);
  return surplus > 0 ? chunks.slice(surplus) : chunks;
}

export function count(chunks: readonly LogChunk[]): number {
  const last = chunks.at(-1);
  return last === undefined ? 0 : (chunks.length - 1) * chunkSize + last.lines.length;
}

const same = (a: LogLine, b: LogLine | undefined): boolean =>
  a.at === b?.at && a.line === b.line && a.component === b.component && a.stream === b.stream;
