// Loaded into the controller and the agent of a launch (`NODE_OPTIONS=--import`): kills at one exact moment,
// moves the clock, fills the disk, leads the agent's line through a proxy. The programs themselves are those that people run.
import { ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { WebSocket } from "ws";

const program = process.argv[1] ?? "";
const role = /local\/(controller|agent)\.js$/.exec(program)?.[1];
const plan = JSON.parse(process.env.FAULT_PLAN ?? "{}");

if (role !== undefined) {
  if (plan.kill?.in === role) killAt(plan.kill);
  if (plan.clock !== undefined && role === "controller") moveClock(plan.clock);
  if (plan.fill !== undefined && role === "controller") fillDisk(plan.fill);
  if (plan.proxy !== undefined && role === "agent") leadThrough(plan.proxy);
}

/** `{ in, at, kind?, nth, when, whom, marker }`: once in the life of a launch, and of those that resume it. */
function killAt(fault) {
  const { at, kind, nth, when } = fault;
  let count = 0;
  const passes = (name) => {
    if (kind !== undefined && kind !== name) return false;
    return ++count === nth && !existsSync(fault.marker);
  };
  const around = (owner, method, name) => {
    const original = owner[method];
    owner[method] = function (...args) {
      const hit = passes(name(this, args));
      if (hit && when === "before") kill(fault);
      const result = original.apply(this, args);
      if (hit && when === "after") kill(fault);
      return result;
    };
  };
  if (at === "commit")
    around(DatabaseSync.prototype, "exec", (_, [sql]) =>
      /^COMMIT/.test(sql) ? "commit" : "other",
    );
  // What has been handed to the system is sent by it, whatever becomes of this process.
  if (at === "send") around(WebSocket.prototype, "send", (_, [text]) => JSON.parse(text).kind);
  if (at === "work-says")
    around(ChildProcess.prototype, "emit", (child, [event, message]) => {
      if (event !== "message") return "other";
      fault.work = child.pid;
      return message?.kind;
    });
}

function kill({ whom, marker, work }) {
  writeFileSync(marker, new Date().toISOString());
  if (whom === "work") return void signal(-work);
  if (whom === "tree") for (const pid of tree().filter((each) => each !== process.pid)) signal(pid);
  signal(process.pid);
}

function signal(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has just ended.
  }
}

/** The command and everything below it: this process's ancestors up to the command line, and all their children. */
function tree() {
  const root = Number(readFileSync(process.env.FAULT_ROOT, "utf8"));
  const parents = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => [Number(pid), parentOf(pid)]),
  );
  const below = (pid) =>
    [...parents]
      .filter(([, parent]) => parent === pid)
      .flatMap(([child]) => [child, ...below(child)]);
  return [root, ...below(root)];
}

function parentOf(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1]);
  } catch {
    return 0;
  }
}

/** `{ after, by }` ms: the wall clock jumps once, that long after the start. */
function moveClock({ after, by }) {
  const real = Date.now;
  const start = performance.now();
  Date.now = () => real() + (performance.now() - start > after ? by : 0);
}

/** `{ file, bytes, nth }`: something else takes all room that is left, just before that commit. */
function fillDisk({ file, bytes, nth }) {
  const exec = DatabaseSync.prototype.exec;
  let commits = 0;
  DatabaseSync.prototype.exec = function (sql) {
    if (/^COMMIT/.test(sql) && ++commits === nth) takeRoom(file, bytes);
    return exec.call(this, sql);
  };
}

function takeRoom(file, bytes) {
  try {
    writeFileSync(file, Buffer.alloc(bytes));
  } catch (error) {
    if (error.code !== "ENOSPC") throw error;
  }
}

/** Connections to one port go to another. */
function leadThrough({ from, to }) {
  const connect = Socket.prototype.connect;
  Socket.prototype.connect = function (...args) {
    const [options] = Array.isArray(args[0]) ? args[0] : args;
    if (options?.port !== undefined && Number(options.port) === from) options.port = to;
    return connect.apply(this, args);
  };
}
