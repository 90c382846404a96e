import type { ConsoleMessage, MachineStatus } from "#protocol/api.ts";
import { component, hello, line, logs, moment } from "./messages.ts";

/** A deployed app: one work's machine boots, one is up, one's boot has failed. */
const title = "Digits";
const [booting, up, broken] = [
  "i-0b7c1d2e3f4a5b6c7",
  "i-0a1b2c3d4e5f60718",
  "i-0d9e8f7a6b5c4d3e2",
] as const;

const boot = [
  ["contents", 1],
  ["node", 6],
  ["runtime", 3],
  ["volume", 9],
  ["disks", 2],
  ["devices", 1],
] as const;

const machines: readonly MachineStatus[] = [
  { machine: booting, group: "train", stage: "booting", at: moment(12), usualSeconds: 74 },
  {
    ...{ machine: up, group: "serve", stage: "on", at: moment(5) },
    boot: boot.map(([name, seconds]) => ({ name, seconds })),
    ...{ bootSeconds: 68, usualSeconds: 71 },
  },
  { machine: broken, group: "evaluate", stage: "broken", at: moment(8) },
];

const why =
  "its phase 'devices' ended with 1 at line 176 of boot.sh: a p4d.24xlarge has 8 GPUs, and nvidia-smi shows 7";

export const onMachines: readonly ConsoleMessage[] = [
  hello(title),
  {
    ...{ kind: "status", launch: "2026-03-14-0917-k3f9", title, machines },
    components: {
      root: component({ kind: "flow", class: "app.ts#Digits", stage: "running" }),
      train: component({
        ...{ class: "app.ts#Train", stage: "pending", at: 12 },
        phase: `${booting} boots, which usually takes 74 s`,
      }),
      serve: component({
        ...{ class: "app.ts#Serve", stage: "running", at: 9, on: up },
        url: "https://serve.digits.example.org",
      }),
      evaluate: component({
        ...{ class: "app.ts#Evaluate", stage: "pending", at: 8, stuck: true },
        phase: `Its machine's boot failed: ${why}`,
      }),
    },
  },
  { kind: "layout", tabs: [{ name: "Digits", url: null, loading: true }] },
  logs([
    line("root", `${up} of serve is up 68 s after it was asked for.`, { stream: "system" }),
    line(
      "root",
      `${broken} of evaluate cannot be used: ${why}. Asking for another in 10 minutes.`,
      {
        ...{ at: 8, stream: "system" },
      },
    ),
  ]),
];
