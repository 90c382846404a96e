import { type ChildProcess, spawn } from "node:child_process";

/**
 * Ends what a killed agent leaves behind. A work hears that its agent is gone, unless it is in the middle of
 * a computation; this one only listens. It is told of each process group as it comes and goes, and kills
 * those that are left when its input ends, however the agent went.
 */
export interface Warden {
  watch(group: number): void;
  release(group: number): void;
}

let warden: Warden | undefined;

/** One for all works of this process, from the first on. */
export function theWarden(): Warden {
  warden ??= process.platform === "win32" ? nobody : startWarden();
  return warden;
}

/** A shell, since it weighs a hundredth of what another Node would. */
const program = `
groups=
while read -r sign group; do
  case $sign in
    +) groups="$groups $group" ;;
    -) left=; for one in $groups; do [ "$one" = "$group" ] || left="$left $one"; done; groups=$left ;;
  esac
done
for one in $groups; do kill -9 "-$one" 2>/dev/null; done
`;

const nobody: Warden = { watch: () => {}, release: () => {} };

/** In a group of its own: a signal to the agent's does not reach it. */
function startWarden(): Warden {
  const shell: ChildProcess = spawn("/bin/sh", ["-c", program], {
    stdio: ["pipe", "ignore", "ignore"],
    env: {},
    detached: true,
  });
  // Without one, works still end with their agent whenever they listen.
  shell.on("error", () => {});
  shell.stdin?.on("error", () => {});
  shell.unref();
  const tell = (sign: "+" | "-", group: number): void =>
    void shell.stdin?.write(`${sign} ${group}\n`);
  return { watch: (group) => tell("+", group), release: (group) => tell("-", group) };
}
