/**
 * The rehearsed network: a bridge with the addresses of the app's own network, and a namespace for each machine
 * with the address that the emulated AWS gave it. Nothing of it leads out of this machine.
 */
import { spawnSync } from "node:child_process";

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
  leave(): void;
}

/** `cidr` is the app's network, `10.0.0.0/16`; `mark` is short, and this run's alone. */
export function cloudNetwork(cidr: string, mark: string): CloudNetwork {
  const [network = "", bits = ""] = cidr.split("/");
  const gateway = network.replace(/\.0$/, ".1");
  const bridge = `th${mark}`;
  const taken = ip("route", "get", gateway);
  if (/dev th/.test(taken)) throw new Error(`Another rehearsal uses ${cidr}: ${taken.trim()}.`);
  ip("link", "add", bridge, "type", "bridge");
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

function ip(...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("ip", words, { encoding: "utf8" });
  if (status === 0) return stdout;
  throw new Error(`\`ip ${words.join(" ")}\` ended with ${status}: ${stderr.trim()}`);
}
