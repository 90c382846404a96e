export const two = "never closed;
