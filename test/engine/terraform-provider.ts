import { existsSync, globSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Missing } from "./plugins.ts";

/** The line the token table was derived from; another one has other fields. */
const wanted = "5.100.0";

/**
 * HashiCorp's provider binary, which no registry that this project builds from serves: from
 * ENGINE_TF_PROVIDER_AWS, or one of Terraform's usual plugin folders, or a mirror below /opt.
 */
export function terraformProvider(): string | Missing {
  const named = process.env["ENGINE_TF_PROVIDER_AWS"];
  if (named) {
    const missing = `ENGINE_TF_PROVIDER_AWS names ${named}, which is not there`;
    return existsSync(named) ? named : { missing };
  }
  const tail = `registry.terraform.io/hashicorp/aws/${wanted}/*/terraform-provider-aws_v*`;
  const found = folders().flatMap((folder) => globSync(join(folder, tail)));
  return (
    found[0] ?? { missing: `there is no terraform-provider-aws ${wanted} in any plugin folder` }
  );
}

const folders = (): readonly string[] => [
  ...(process.env["TF_PLUGIN_CACHE_DIR"] ? [process.env["TF_PLUGIN_CACHE_DIR"]] : []),
  join(homedir(), ".terraform.d", "plugins"),
  join(homedir(), ".terraform.d", "plugin-cache"),
  "/usr/share/terraform/plugins",
  "/usr/local/share/terraform/plugins",
  ...globSync("/opt/*"),
];
