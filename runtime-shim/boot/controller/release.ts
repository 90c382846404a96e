import { createHash } from "node:crypto";
import type { ControllerOptions } from "./options.ts";

/** Deployed, what was deployed: code and configuration. A launch of a laptop goes on whatever they are. */
export const releaseOf = ({ placement, manifest, config }: ControllerOptions) =>
  placement === "groups" && {
    release: createHash("sha256")
      .update(JSON.stringify([manifest, config]))
      .digest("hex"),
  };
