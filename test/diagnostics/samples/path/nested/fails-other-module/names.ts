export const names = { model: "./model.pt" };
