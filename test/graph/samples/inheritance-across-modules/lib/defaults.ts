export const defaults = { retries: 1, timeout: "90s" } as const;

export function computeFor(size: number): string {
  if (size > 4) return "gpu-fast-multi";
  return size > 1 ? "gpu" : "cpu-small";
}
