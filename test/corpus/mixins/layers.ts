import type { Work } from "thunderhead";

// biome-ignore lint/suspicious/noExplicitAny: TypeScript wants it of a mixin's constructor.
type Constructor = abstract new (...args: any[]) => Work;

export function Logged<Base extends Constructor>(base: Base) {
  abstract class LoggedWork extends base {
    lines: string[] = [];

    log(line: string) {
      this.lines.push(line);
    }
  }
  return LoggedWork;
}

export function Timed<Base extends Constructor>(base: Base) {
  abstract class TimedWork extends base {
    seconds = 0;

    async timed(task: () => Promise<void>) {
      const start = performance.now();
      await task();
      this.seconds = (performance.now() - start) / 1000;
    }
  }
  return TimedWork;
}
