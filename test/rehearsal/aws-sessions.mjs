#!/usr/bin/env node
/**
 * Stands where AWS's command line is found, for whoever sits at a rehearsed app: opens sessions to rehearsed machines
 * as Session Manager and its plugin would, and hands every other call on to the real command line.
 *
 * `REHEARSAL_MACHINES` names a folder with a file for each machine: its first process and its root.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

const words = process.argv.slice(2);
const value = (name) => words[words.indexOf(name) + 1] ?? "";

if (words[0] === "ssm" && words[1] === "start-session") session();
else pass(process.env["REHEARSAL_AWS"] ?? "aws", words, "inherit");

function session() {
  const machine = value("--target");
  const [pid = "", root = ""] = readFileSync(
    join(process.env["REHEARSAL_MACHINES"] ?? "", machine),
    "utf8",
  ).split(" ");
  const inside = ["--target", pid, "--net", "--mount"];
  if (value("--document-name") !== "AWS-StartPortForwardingSession") {
    pass("nsenter", [...inside, "--pid", "chroot", root, "bash"], "inherit");
    return;
  }
  const { portNumber, localPortNumber } = JSON.parse(value("--parameters"));
  // Each connection gets a process of its own in there; few are made.
  createServer((socket) => {
    const code = `const s=require("net").connect(${portNumber[0]},"127.0.0.1");process.stdin.pipe(s);s.pipe(process.stdout);s.on("error",()=>process.exit(1))`;
    const relay = spawn("nsenter", ["--target", pid, "--net", process.execPath, "-e", code], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    socket.pipe(relay.stdin);
    relay.stdout.pipe(socket);
    relay.stdin.on("error", () => {});
    socket.on("error", () => relay.kill());
    socket.on("close", () => relay.kill());
    relay.on("exit", () => socket.destroy());
  }).listen(Number(localPortNumber[0]), "127.0.0.1");
}

function pass(command, args, stdio) {
  const child = spawn(command, args, { stdio });
  child.on("exit", (code) => process.exit(code ?? 1));
  child.on("error", () => process.exit(127));
}
