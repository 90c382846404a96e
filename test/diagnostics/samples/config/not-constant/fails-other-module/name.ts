export const name = `demo-${Date.now()}`;
