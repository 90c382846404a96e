import { work } from "../edits/app-spec.ts";
import { editsLane } from "../edits/edits-lane.ts";

const works = [
  work("fetch", { writes: true }),
  work("serve", { reads: ["fetch"], port: 8080 }),
  work("admin", { port: 8081, compute: "cpu-small" }),
];

editsLane("service", { works }, "the state");
