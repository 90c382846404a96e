export const machine = "gpu";
