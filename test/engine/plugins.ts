/**
 * The three programs of the engine lane, built once from published modules into the user's cache: Pulumi's
 * command, a language host for Node, and a resource provider that serves HashiCorp's AWS provider under
 * the tokens of @pulumi/aws. A hit needs no Go at all.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const sources = join(import.meta.dirname, "plugins");
const programs = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-aws"];

export interface Missing {
  readonly missing: string;
}

/** Answers the folder that holds the programs, building them on a miss: four to seven minutes on two cores. */
export function plugins(): string | Missing {
  const directory = join(cache(), key());
  if (programs.every((program) => existsSync(join(directory, program)))) return directory;
  if (spawnSync("go", ["version"]).status !== 0) {
    return { missing: "there is no `go` to build Pulumi's command and the AWS provider with" };
  }
  process.stderr.write(
    `engine  Building Pulumi and the AWS provider into ${directory} (minutes, once)\n`,
  );
  const building = `${directory}.${process.pid}`;
  mkdirSync(building, { recursive: true });
  build(building);
  rmSync(directory, { recursive: true, force: true });
  renameSync(building, directory);
  return directory;
}

const cache = (): string =>
  join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "thunderhead", "engine");

/** Of everything that goes into the programs, and the platform they are for. */
function key(): string {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}`);
  for (const file of globSync("**/*.{go,mod,sum,json}", { cwd: sources }).sort()) {
    hash.update(file).update(readFileSync(join(sources, file)));
  }
  return hash.digest("hex").slice(0, 16);
}

function build(output: string): void {
  const version = pulumiVersion();
  const stamped = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${version}`;
  const pulumi = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
  go("cli", ["-ldflags", stamped, "-o", `${output}/`, pulumi, "./pulumi-language-nodejs"]);
  go("aws", ["-ldflags", "-s -w", "-o", join(output, "pulumi-resource-aws"), "."]);
}

function pulumiVersion(): string {
  const version = /pulumi\/sdk\/v3 v(\S+)/.exec(
    readFileSync(join(sources, "cli", "go.mod"), "utf8"),
  );
  if (!version?.[1]) throw new Error("test/engine/plugins/cli/go.mod names no version of Pulumi.");
  return version[1];
}

function go(module: string, args: readonly string[]): void {
  const { status } = spawnSync("go", ["build", ...args], {
    cwd: join(sources, module),
    stdio: ["ignore", 2, 2],
    env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-buildvcs=false -trimpath -mod=readonly" },
  });
  if (status !== 0)
    throw new Error(`\`go build\` in test/engine/plugins/${module} failed; see above.`);
}
