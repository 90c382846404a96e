import type { ComponentStatus, ConsoleMessage, PathFlow } from "#protocol/api.ts";
import { component, hello, line, logs, status } from "./messages.ts";

/** A larger app: data, many trials, an evaluation and two services; and the same app failing. */
export const title = "Digits: train, compare, serve";

const trials = Object.fromEntries(
  Array.from({ length: 12 }, (_, index) => [
    `trials.lr-${index}`,
    component({
      class: "app.ts#Trial",
      stage: (["succeeded", "running", "starting", "pending"] as const)[index % 4] ?? "pending",
      at: 5 + index,
      ...(index % 4 === 2 ? { phase: "Its machine is starting", machine: "starting" } : {}),
    }),
  ]),
);

const components: Readonly<Record<string, ComponentStatus>> = {
  root: component({ kind: "flow", class: "app.ts#Digits", stage: "running" }),
  data: component({ class: "data.ts#MakeDigits", stage: "succeeded", at: 4 }),
  trials: component({ kind: "map", stage: "running", at: 4 }),
  ...trials,
  evaluate: component({ class: "app.ts#Evaluate", stage: "pending" }),
  "models.low": component({
    class: "app.ts#Serve",
    stage: "running",
    at: 8,
    url: "http://127.0.0.1:7601",
  }),
  "models.high": component({ class: "app.ts#Serve", stage: "pending" }),
};

const paths: readonly PathFlow[] = [
  {
    name: "data.images",
    producer: "data",
    consumers: ["trials.lr-0", "trials.lr-1", "trials.lr-2"],
  },
  { name: "data.labels", producer: "data", consumers: ["trials.lr-0", "evaluate"] },
  { name: "trials.lr-0.model", producer: "trials.lr-0", consumers: ["evaluate"] },
  { name: "trials.lr-1.model", producer: "trials.lr-1", consumers: ["evaluate"] },
  { name: "evaluate.best", producer: "evaluate", consumers: ["models.low", "models.high"] },
];

const tabs: ConsoleMessage = {
  kind: "layout",
  tabs: [
    { name: "Board", url: null, loading: true },
    {
      name: "Models",
      url: null,
      loading: false,
      tabs: [
        { name: "Low", url: null, loading: true },
        { name: "High", url: null, loading: true },
      ],
    },
    { name: "Evaluation", url: null, loading: false, component: "evaluate" },
  ],
};

export const many: readonly ConsoleMessage[] = [
  hello(title),
  status(title, components, paths),
  tabs,
  {
    kind: "state",
    version: 40,
    state: {},
    components: {
      root: { best: { name: "lr-4", accuracy: 0.9731 }, tried: ["lr-0", "lr-4", "lr-8"] },
      "trials.lr-0": { reports: { loss: 0.0824, accuracy: 0.961 }, progress: [40, 40] },
    },
  },
  logs(
    Array.from({ length: 60 }, (_, step) =>
      line(`trials.lr-${step % 5}`, `step ${step}  loss ${(1 / (step + 1)).toFixed(4)}`, {
        at: 6 + step / 2,
      }),
    ),
  ),
];

export const failure: readonly ConsoleMessage[] = [
  ...many,
  status(
    title,
    {
      ...components,
      root: component({ kind: "flow", class: "app.ts#Digits", stage: "failed", at: 31 }),
      "trials.lr-1": component({
        class: "app.ts#Trial",
        stage: "failed",
        reason: "user-exception",
        message: "RangeError: The learning rate is 0; nothing would be learned.",
        at: 30,
        failure: {
          reason: "user-exception",
          message: "RangeError: The learning rate is 0; nothing would be learned.",
          stack: [
            "RangeError: The learning rate is 0; nothing would be learned.",
            "    at descend (train.ts:18:11)",
            "    at Trial.run (app.ts:41:12)",
            "    at async WorkHost.attempt (/usr/lib/node_modules/thunderhead/dist/boot/work.js:2:1180)",
          ].join("\n"),
        },
      }),
    },
    paths,
  ),
  logs([
    line("trials.lr-1", "RangeError: The learning rate is 0; nothing would be learned.", {
      at: 30,
      stream: "stderr",
    }),
    line("trials.lr-1", "    at descend (train.ts:18:11)", { at: 30, stream: "stderr" }),
  ]),
  {
    kind: "exit",
    code: 1,
    message:
      "trials.lr-1 failed: RangeError: The learning rate is 0; nothing would be learned.\n    at descend (train.ts:18:11)\n    at Trial.run (app.ts:41:12)",
  },
];
