export const nightly = "every night";
