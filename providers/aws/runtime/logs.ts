/**
 * Logs: lines in CloudWatch, a group for each work and a stream for each attempt, so that they outlive the machine.
 * They are sent a second after the first of them, in the order in which they came.
 */

import { setTimeout as sleep } from "node:timers/promises";
import {
  type CloudWatchLogsClient,
  CreateLogStreamCommand,
  type InputLogEvent,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import type { KeptLine, Logs } from "#core/bindings.ts";
import { isNamed, soon, untilAnswered } from "./asking.ts";

export interface AwsLogsOptions {
  readonly logs: CloudWatchLogsClient;
  /** Name of the log group of a work's id, "" being the controller; `undefined` where there is none. */
  readonly groupOf: (id: string) => string | undefined;
}

/** ms: how long lines gather, and how long what is left is tried to be sent at the end. */
const gathering = 1000;
const longestClose = 5000;
/** What AWS takes at once: events, and bytes with 26 for each of them. */
const most = { events: 10_000, bytes: 1_000_000, line: 250_000 } as const;
/** Lines of a stream that wait while AWS takes none. */
const mostWaiting = 20_000;

export function awsLogs({ logs, groupOf }: AwsLogsOptions): Logs {
  const streams = new Map<string, Stream>();
  const closing = new AbortController();
  const open = ({ of, stream }: KeptLine): Stream | undefined => {
    const name = `${of} ${stream}`;
    const known = streams.get(name);
    if (known !== undefined) return known;
    const logGroupName = groupOf(of);
    if (logGroupName === undefined) return undefined;
    const place = { logGroupName, logStreamName: stream };
    const opened = new Stream(logs, { place, signal: closing.signal });
    streams.set(name, opened);
    return opened;
  };
  return {
    add: (line) => open(line)?.add(line),
    close: async () => {
      setTimeout(() => closing.abort(), longestClose).unref();
      await Promise.all([...streams.values()].map((stream) => stream.settled()));
    },
  };
}

interface StreamOptions {
  readonly place: { readonly logGroupName: string; readonly logStreamName: string };
  /** Nothing is tried any more once it aborts. */
  readonly signal: AbortSignal;
}

class Stream {
  readonly #logs: CloudWatchLogsClient;
  readonly #options: StreamOptions;
  #waiting: InputLogEvent[] = [];
  #dropped = 0;
  #sending: Promise<void> | undefined;
  #made = false;
  #hurried: () => void = () => {};

  constructor(logs: CloudWatchLogsClient, options: StreamOptions) {
    this.#logs = logs;
    this.#options = options;
  }

  add({ line, at }: KeptLine): void {
    // Events of one batch are in the order of their times, and one without text is refused.
    const timestamp = Math.max(at, this.#waiting.at(-1)?.timestamp ?? 0);
    this.#waiting.push({ timestamp, message: cut(line) || " " });
    if (this.#waiting.length > mostWaiting) {
      this.#waiting.splice(0, this.#waiting.length - mostWaiting);
      this.#dropped++;
    }
    this.#sending ??= this.#send();
  }

  async settled(): Promise<void> {
    this.#hurried();
    await this.#sending;
  }

  async #send(): Promise<void> {
    const { signal } = this.#options;
    const hurried = new Promise<void>((resolve) => (this.#hurried = resolve));
    await Promise.race([sleep(gathering, undefined, { ref: false }), hurried]);
    while (this.#waiting.length > 0 && !signal.aborted) {
      const batch = this.#takeBatch();
      try {
        await untilAnswered(() => this.#put(batch), signal);
      } catch (error) {
        process.stderr.write(`thunderhead: ${batch.length} lines are not kept: ${String(error)}\n`);
      }
    }
    this.#sending = undefined;
  }

  #takeBatch(): InputLogEvent[] {
    if (this.#dropped > 0) {
      const message = `thunderhead: ${this.#dropped} lines were dropped here.`;
      this.#waiting.unshift({ timestamp: this.#waiting[0]?.timestamp ?? Date.now(), message });
      this.#dropped = 0;
    }
    let bytes = 0;
    const end = this.#waiting.findIndex(({ message = "" }, index) => {
      bytes += Buffer.byteLength(message) + 26;
      return bytes > most.bytes || index >= most.events;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : Math.max(1, end));
  }

  async #put(logEvents: InputLogEvent[]): Promise<void> {
    const { place } = this.#options;
    if (!this.#made) await this.#make();
    await this.#logs.send(new PutLogEventsCommand({ ...place, logEvents }), soon());
  }

  /** An agent that was started again goes on where the one before left off. */
  async #make(): Promise<void> {
    try {
      await this.#logs.send(new CreateLogStreamCommand(this.#options.place), soon());
    } catch (error) {
      if (!isNamed(error, "ResourceAlreadyExistsException")) throw error;
    }
    this.#made = true;
  }
}

const cut = (line: string): string =>
  line.length > most.line / 4 && Buffer.byteLength(line) > most.line
    ? `${line.slice(0, most.line / 4)}…`
    : line;
