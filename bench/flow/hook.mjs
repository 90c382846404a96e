// Loaded into the controller: notes each tick. Loaded into the agent: notes when a success leaves it and when the next process is started, and, where
// asked, sends the first state patch of a work many times at once, under numbers of its own.
import cp from "node:child_process";
import { appendFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { Worker } from "node:worker_threads";
import { WebSocket } from "ws";

const mark = (name) =>
  appendFileSync(
    process.env.BENCH_HOOK,
    `${name} ${(Number(process.hrtime.bigint()) / 1e9).toFixed(6)}\n`,
  );

if (/local\/controller\.js$/.test(process.argv[1] ?? "")) {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message?.kind === "tick") mark("tick");
    return post.call(this, message, ...rest);
  };
}

if (/local\/agent\.js$/.test(process.argv[1] ?? "")) {
  const factor = Number(process.env.BENCH_FLOOD ?? 1);
  /** Patches sent under a number of the agent's, in order: [its number, the last of ours]. */
  const sent = [];
  let extra = 0;

  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (text, ...rest) {
    const message = JSON.parse(text);
    if (message.kind === "settle") mark("settle");
    if (factor === 1 || message.sequence === undefined) return send.call(this, text, ...rest);
    const copies = message.kind === "patch" && extra === 0 ? factor : 1;
    if (sent.length === 0) mark("flood");
    for (let i = 0; i < copies; i++) {
      const sequence = message.sequence + extra + i;
      send.call(this, JSON.stringify({ ...message, sequence }));
    }
    extra += copies - 1;
    sent.push([message.sequence, message.sequence + extra]);
  };
  const emit = WebSocket.prototype.emit;
  WebSocket.prototype.emit = function (event, data, ...rest) {
    if (event !== "message" || factor === 1) return emit.call(this, event, data, ...rest);
    const message = JSON.parse(String(data));
    if (message.kind !== "acknowledged") return emit.call(this, event, data, ...rest);
    mark(`acknowledged.${message.sequence}`);
    const known = sent.findLast(([, last]) => last <= message.sequence);
    if (known === undefined) return true;
    return emit.call(this, event, JSON.stringify({ ...message, sequence: known[0] }), ...rest);
  };
  const spawn = cp.spawn;
  cp.spawn = (...args) => {
    mark("spawn");
    return spawn(...args);
  };
  syncBuiltinESMExports();
}
