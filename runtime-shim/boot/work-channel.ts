import type { AttemptOrder, PublishedVersion } from "#protocol/call.ts";
import type { AttemptPlaces, DriveRequest, FromWork, ToWork } from "#protocol/work-process.ts";

export interface Beginning {
  readonly order: AttemptOrder;
  readonly places: AttemptPlaces;
}

type Told = Extract<ToWork, { kind: "interrupt" | "abort" | "state" }>;

/** The line to the agent that started this process: orders come in, news go out, requests get answers. */
export interface WorkChannel {
  send(message: FromWork): void;
  /** Resolves once the agent has the message; for the last one, before the process ends. */
  deliver(message: FromWork): Promise<void>;
  publish(path: string, move: boolean): Promise<PublishedVersion | undefined>;
  secret(name: string): Promise<string>;
  /** The keys that were listed; none for other requests. */
  drive(asked: DriveRequest): Promise<readonly string[]>;
  /** What the agent says unasked; kept until there is a listener. */
  listen(listener: (message: Told) => void): void;
}

/** Says that this process is up and waits for its order. */
export async function openChannel(): Promise<{
  readonly channel: WorkChannel;
  readonly beginning: Beginning;
}> {
  if (process.send === undefined) {
    throw new Error(
      "This bundle is one work of a Thunderhead app; its agent starts it. Run the app with `thunderhead run`.",
    );
  }
  const pending = new Map<number, (answer: ToWork) => void>();
  const early: Told[] = [];
  let listener = (message: Told): void => void early.push(message);
  let requests = 0;
  const { promise: beginning, resolve: begin } = Promise.withResolvers<Beginning>();

  process.on("message", (message: unknown) => {
    if (!isToWork(message)) return;
    if (message.kind === "begin") begin(message);
    else if ("request" in message) pending.get(message.request)?.(message);
    else listener(message);
  });
  // The agent is gone, and nobody else ends what this work has started.
  process.on("disconnect", endGroup);

  const request = (message: (request: number) => FromWork): Promise<ToWork> => {
    const number = ++requests;
    const { promise, resolve } = Promise.withResolvers<ToWork>();
    pending.set(number, resolve);
    send(message(number));
    return promise.finally(() => pending.delete(number));
  };
  const channel: WorkChannel = {
    send,
    deliver,
    publish: async (path, move) =>
      publishedOf(await request((number) => ({ kind: "publish", request: number, path, move }))),
    secret: async (name) =>
      secretOf(await request((number) => ({ kind: "secret", request: number, name }))),
    drive: async (asked) =>
      keysOf(await request((number) => ({ kind: "drive", request: number, asked }))),
    listen: (next) => {
      listener = next;
      for (const message of early.splice(0)) next(message);
    },
  };
  send({ kind: "ready" });
  return { channel, beginning: await beginning };
}

function send(message: FromWork): void {
  if (process.connected) process.send?.(message);
}

function deliver(message: FromWork): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send?.(message, () => resolve());
    else resolve();
  });
}

function publishedOf(answer: ToWork): PublishedVersion | undefined {
  if (answer.kind === "published") return answer.published;
  throw new Error(
    answer.kind === "publish-failed" ? answer.message : `Unexpected answer ${answer.kind}.`,
  );
}

function keysOf(answer: ToWork): readonly string[] {
  if (answer.kind === "drive") return answer.keys;
  throw new Error(
    answer.kind === "drive-failed" ? answer.message : `Unexpected answer ${answer.kind}.`,
  );
}

function secretOf(answer: ToWork): string {
  if (answer.kind === "secret") return answer.value;
  throw new Error(
    answer.kind === "secret-missing" ? answer.message : `Unexpected answer ${answer.kind}.`,
  );
}

/** This process leads its group (the agent made it so); without a leader's agent the whole group ends. */
function endGroup(): void {
  try {
    process.kill(-process.pid, "SIGKILL");
  } catch {
    process.exit(1);
  }
}

/** The other end is our own agent; a kind is enough to tell its messages from anything a library may send. */
const isToWork = (message: unknown): message is ToWork =>
  typeof message === "object" &&
  message !== null &&
  "kind" in message &&
  typeof message.kind === "string";
