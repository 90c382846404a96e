import fc from "fast-check";
import { expect, it } from "vitest";
import type { LogLine } from "#protocol/api.ts";
import {
  append,
  chunkSize,
  count,
  type LogChunk,
  logLimit,
  unseen,
} from "../../runtime-shim/console/log-buffer.ts";

/** Batches of lines that the server sends, between which the connection may be cut. */
const history = fc.array(fc.record({ size: fc.nat({ max: 700 }), cut: fc.boolean() }), {
  maxLength: 60,
});

it("keeps the last lines, in order, each once, whenever the connection is cut", () => {
  fc.assert(
    fc.property(history, (batches) => {
      let sent: readonly LogLine[] = [];
      let chunks: readonly LogChunk[] = [];
      for (const { size, cut } of batches) {
        const batch = linesFrom(sent.length, size);
        sent = [...sent, ...batch];
        // A page that was away gets the last 1,000 lines, its own among them.
        chunks = append(chunks, cut ? unseen(chunks, sent.slice(-1_000)) : batch);
        expect(numbers(chunks)).toEqual(numbersOf(sent.slice(-count(chunks))));
        expect(count(chunks)).toBeLessThanOrEqual(logLimit);
        expect(count(chunks)).toBeGreaterThan(Math.min(sent.length, logLimit - chunkSize) - 1);
      }
    }),
    { numRuns: 60 },
  );
});

it("redraws no chunk that is full", () => {
  const before = append([], linesFrom(0, 250));
  const after = append(before, linesFrom(250, 250));
  expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
  expect(after[0]).toBe(before[0]);
  expect(after.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4]);
});

const linesFrom = (first: number, size: number): readonly LogLine[] =>
  Array.from({ length: size }, (_, index) => ({
    component: "talk",
    stream: "stdout",
    line: String((first + index) % 3),
    at: new Date(first + index).toISOString(),
  }));

const numbersOf = (lines: readonly LogLine[]): readonly number[] =>
  lines.map(({ at }) => Date.parse(at));
const numbers = (chunks: readonly LogChunk[]): readonly number[] =>
  numbersOf(chunks.flatMap(({ lines }) => lines));
