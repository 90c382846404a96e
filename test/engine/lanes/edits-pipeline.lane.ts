import { work } from "../edits/app-spec.ts";
import { editsLane } from "../edits/edits-lane.ts";

const works = [
  work("prepare", { writes: true }),
  work("train", { writes: true, reads: ["prepare"], compute: "gpu", interruptible: true }),
  work("report", { reads: ["train"], secret: "HF_TOKEN" }),
];

editsLane("pipeline", { works }, "the deployed app");
