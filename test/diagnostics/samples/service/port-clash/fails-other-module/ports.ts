const base = 7000;
export const api = base + 80;
export const page = 7080;
