/**
 * The rehearsed network: a bridge with the addresses of the app's own network, and a namespace for each machine
 * with the address that the emulated AWS gave it. Nothing of it leads out of this machine.
 */
import { spawnSync } from "node:child_process";
import { label, removeDeadClouds } from "./leftovers.ts";

export interface CloudNetwork {
  /** The bridge's own address: the emulated AWS answers there. */
  readonly gateway: string;
  join(name: string, address: string): Joined;
  remove(): void;
}

export interface Joined {
  /** `ip netns exec` knows it by this name. */
  readonly namespace: string;
  /** Machines cut off hear nobody, and nobody hears them. */
  cut(): void;
  mend(): void;
  /** Nothing reaches that address from here; all others are reached. */
  lose(address: string): void;
  find(address: string): void;
  leave(): void;
}

export interface NetworkOptions {
  /** Short, and this run's alone. */
  readonly mark: string;
  readonly say: (line: string) => void;
}

/** `cidr` is the app's network, `10.0.0.0/16`. Two rehearsals cannot have the same at a time: one waits. */
export async function cloudNetwork(
  cidr: string,
  { mark, say }: NetworkOptions,
): Promise<CloudNetwork> {
  const [network = "", bits = ""] = cidr.split("/");
  const gateway = network.replace(/\.0$/, ".1");
  const bridge = `th${mark}`;
  await untilFree(cidr, say);
  ip("link", "add", bridge, "type", "bridge");
  ip("link", "set", bridge, "alias", label());
  ip("address", "add", `${gateway}/${bits}`, "dev", bridge);
  ip("link", "set", bridge, "up");
  let count = 0;
  return {
    gateway,
    join: (name, address) => {
      const namespace = `th${mark}-${name}`;
      const cable = `th${mark}-${++count}`;
      ip("netns", "add", namespace);
      ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", namespace);
      ip("link", "set", cable, "master", bridge, "up");
      const inside = (...words: readonly string[]) => ip("-netns", namespace, ...words);
      inside("link", "set", "lo", "up");
      inside("address", "add", "169.254.169.254/32", "dev", "lo");
      inside("address", "add", `${address}/${bits}`, "dev", "eth0");
      inside("link", "set", "eth0", "up");
      return {
        namespace,
        cut: () => void ip("link", "set", cable, "down"),
        mend: () => void ip("link", "set", cable, "up"),
        lose: (other) => void inside("route", "add", "blackhole", `${other}/32`),
        find: (other) => void inside("route", "delete", "blackhole", `${other}/32`),
        leave: () => {
          // The namespace itself may take a while to go: sockets linger.
          ip("link", "delete", cable);
          ip("netns", "delete", namespace);
        },
      };
    },
    remove: () => void ip("link", "delete", bridge),
  };
}

/** ms */
const longestWait = 1_200_000;

/** One that was killed takes it no longer. */
async function untilFree(cidr: string, say: NetworkOptions["say"]): Promise<void> {
  for (let waited = 0; ; waited += 1000) {
    removeDeadClouds();
    const taken = ip("route", "show", cidr);
    if (taken === "") return;
    if (waited === 0) say(`another rehearsal uses ${cidr}: this one waits`);
    if (waited > longestWait) throw new Error(`${cidr} is in use: ${taken}`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

function ip(...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("ip", words, { encoding: "utf8" });
  if (status === 0) return stdout;
  throw new Error(`\`ip ${words.join(" ")}\` ended with ${status}: ${stderr.trim()}`);
}
