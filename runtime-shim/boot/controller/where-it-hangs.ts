import { readFileSync } from "node:fs";
import { Session } from "node:inspector";
import { join } from "node:path";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { array, literal, number, object, safeParse, string, union } from "valibot";

/** ms that the inspector gets for its answer. */
const patience = 2000;

const paused = object({
  method: literal("Debugger.paused"),
  params: object({
    callFrames: array(
      object({
        functionName: string(),
        location: object({ scriptId: string(), lineNumber: number(), columnNumber: number() }),
      }),
    ),
  }),
});
const parsed = object({
  method: literal("Debugger.scriptParsed"),
  params: object({ scriptId: string(), url: string() }),
});
const message = union([paused, parsed]);

/**
 * The frames, innermost first, in which this process's one worker thread is busy: it is asked through the
 * inspector, since a thread in an endless loop answers nobody else. Empty where the inspector is not there.
 */
export async function whereItHangs(bundle: string): Promise<readonly string[]> {
  const session = new Session();
  try {
    session.connect();
    return await pausedFrames(session, bundle);
  } catch {
    return [];
  } finally {
    session.disconnect();
  }
}

function pausedFrames(session: Session, bundle: string): Promise<readonly string[]> {
  const scripts = new Map<string, string>();
  return new Promise((resolve) => {
    setTimeout(() => resolve([]), patience).unref();
    const tell = (sessionId: string, ...methods: readonly string[]): void => {
      for (const [id, method] of methods.entries()) {
        const text = JSON.stringify({ id, method });
        session.post("NodeWorker.sendMessageToWorker", { sessionId, message: text });
      }
    };
    session.on("NodeWorker.attachedToWorker", ({ params: { sessionId } }) => {
      tell(sessionId, "Debugger.enable", "Debugger.pause");
    });
    session.on("NodeWorker.receivedMessageFromWorker", ({ params }) => {
      const { success, output } = safeParse(message, JSON.parse(params.message));
      if (!success) return;
      if (output.method === "Debugger.scriptParsed")
        scripts.set(output.params.scriptId, output.params.url);
      else {
        // A thread that stays paused cannot be ended.
        tell(params.sessionId, "Debugger.resume", "Debugger.disable");
        resolve(framesOf(output.params.callFrames, { scripts, bundle }));
      }
    });
    session.post("NodeWorker.enable", { waitForDebuggerOnStart: false });
  });
}

interface PausedFrame {
  readonly functionName: string;
  readonly location: {
    readonly scriptId: string;
    readonly lineNumber: number;
    readonly columnNumber: number;
  };
}

interface Known {
  readonly scripts: ReadonlyMap<string, string>;
  readonly bundle: string;
}

function framesOf(frames: readonly PausedFrame[], { scripts, bundle }: Known): readonly string[] {
  const map = new TraceMap(readFileSync(join(bundle, "index.mjs.map"), "utf8"));
  return frames.flatMap(({ functionName, location: { scriptId, lineNumber, columnNumber } }) => {
    if (scripts.get(scriptId)?.endsWith("/index.mjs") !== true) return [];
    const { source, line, column } = originalPositionFor(map, {
      line: lineNumber + 1,
      column: columnNumber,
    });
    if (source === null || source.startsWith("thunderhead/")) return [];
    return [`    at ${functionName || "anonymous"} (${source}:${line}:${column + 1})`];
  });
}
