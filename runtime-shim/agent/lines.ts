/** Characters of a line that are passed on; the rest is counted. */
const lineLimit = 16_384;

/**
 * Cuts a stream of text into lines. A line longer than the limit is clipped as it comes, so that a work that
 * never writes a line end costs no memory; what stands after the last line end comes with `end()`.
 */
export function lineSplitter(onLine: (line: string) => void): {
  push(text: string): void;
  end(): void;
} {
  let kept = "";
  let dropped = 0;
  const add = (text: string): void => {
    const room = lineLimit - kept.length;
    kept += text.slice(0, room);
    dropped += Math.max(0, text.length - room);
  };
  const flush = (): void => {
    const line = kept.endsWith("\r") ? kept.slice(0, -1) : kept;
    onLine(dropped === 0 ? line : `${line}… (${dropped} more characters)`);
    kept = "";
    dropped = 0;
  };
  return {
    push: (text) => {
      const [first = "", ...rest] = text.split("\n");
      add(first);
      for (const part of rest) {
        flush();
        add(part);
      }
    },
    end: () => {
      if (kept !== "") flush();
    },
  };
}
