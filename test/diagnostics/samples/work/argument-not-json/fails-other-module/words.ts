export const words = new Set(["a", "b"]);
