/** The apps of the lanes: where each lies, how it is changed, and which machines it should have. */

export interface LaneApp {
  readonly name: string;
  /** Relative to the repository. */
  readonly source: string;
  /** New code, same structure. */
  readonly code: Edit;
  /** Works whose code that is; the flow's is no work's. */
  readonly codeOf: readonly string[];
  /** Another machine for one work. */
  readonly compute: Edit;
  readonly rename: { readonly edits: readonly Edit[]; readonly from: string; readonly to: string };
  /** Ids of those that the network spans, where the app's configuration names them. */
  readonly zones?: readonly string[];
  /** Values that a deploy sets, and what then stands in `deployment.json`. */
  readonly values?: {
    readonly flags: readonly string[];
    readonly deployed: Readonly<Record<string, unknown>>;
  };
  /** By group, as the source asks for them. */
  readonly machines: Readonly<Record<string, MachineFacts>>;
  /** What becomes of volume, journal and data after a plain `pulumi destroy`, which leaves them. */
  readonly data: "given up" | "deleted";
}

export interface Edit {
  readonly find: string;
  readonly replace: string;
}

export interface MachineFacts {
  readonly types: readonly string[];
  /** At most this many at a time. */
  readonly most: number;
  /** A second group beside each, on demand, for when there is none to be had. */
  readonly spot?: true;
  /** One group and placement group in each of these zones, all or nothing. */
  readonly gang?: { readonly zones: readonly string[] /** EFA */; readonly cards: number };
  /** GiB */
  readonly disk: number;
}

const shared = { types: ["t3.medium", "t3a.medium"], most: 1, disk: 30 } as const;

export const apps = {
  boring: {
    name: "boring",
    source: "examples/boring",
    code: { find: '"Hello there!"', replace: '"Hello again!"' },
    codeOf: ["source"],
    compute: {
      find: "port: 1111 }",
      replace: 'port: 1111, cloudCompute: new CloudCompute("cpu-medium") }',
    },
    rename: {
      edits: [
        { find: "source = new", replace: "writer = new" },
        { find: "this.source.run", replace: "this.writer.run" },
        { find: "this.source.boringFile", replace: "this.writer.boringFile" },
      ],
      from: "source",
      to: "writer",
    },
    machines: { default: shared },
    data: "given up",
  },
  "quick-start": {
    name: "quick-start",
    source: "examples/quick-start",
    code: { find: "this.train.run(20)", replace: "this.train.run(30)" },
    codeOf: [],
    compute: { find: 'new CloudCompute("default")', replace: 'new CloudCompute("gpu")' },
    rename: {
      edits: [
        { find: "serve = new", replace: "classifier = new" },
        { find: "this.serve.run", replace: "this.classifier.run" },
        { find: "content: this.serve", replace: "content: this.classifier" },
      ],
      from: "serve",
      to: "classifier",
    },
    machines: { default: shared },
    data: "deleted",
  },
  gpu: {
    name: "gpu",
    source: "test/engine/samples/gpu",
    code: { find: "this.prepare.run(64)", replace: "this.prepare.run(128)" },
    codeOf: [],
    compute: { find: '"A100:8"', replace: '"H100:8"' },
    rename: {
      edits: [
        { find: "train = new", replace: "learn = new" },
        { find: "this.train.run", replace: "this.learn.run" },
        { find: "this.train.model", replace: "this.learn.model" },
        { find: "this.train.curves", replace: "this.learn.curves" },
      ],
      from: "train",
      to: "learn",
    },
    zones: ["use1-az3", "use1-az4", "use1-az6"],
    values: {
      flags: ["--config", "epochs=20", "--keep-failed", "60m"],
      deployed: { config: { epochs: 20 }, keepFailed: 3600 },
    },
    machines: {
      default: shared,
      train: {
        types: ["p4d.24xlarge"],
        most: 2,
        spot: true,
        gang: { zones: ["use1-az4", "use1-az6"], cards: 4 },
        disk: 400,
      },
      serve: { types: ["g6.xlarge"], most: 1, disk: 100 },
    },
    data: "deleted",
  },
} as const satisfies Readonly<Record<string, LaneApp>>;
