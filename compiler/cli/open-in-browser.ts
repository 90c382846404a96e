import { spawn } from "node:child_process";

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
  linux: ["xdg-open"],
};

/** As good as it goes: where there is no desktop, the printed address has to do. */
export function openInBrowser(url: string): void {
  const isDesktop =
    process.platform !== "linux" || process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"];
  const opener = openers[process.platform];
  if (!opener || !isDesktop) return;
  const [command, ...words] = opener;
  const child = spawn(command, [...words, url], { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}
