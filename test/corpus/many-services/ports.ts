export const base = 8100;
export const ports: Readonly<Record<string, number>> = {
  api: base,
  admin: base + 1,
  docs: base + 2,
  any: 0,
};
