export const build = { python: "3.10.13" };
