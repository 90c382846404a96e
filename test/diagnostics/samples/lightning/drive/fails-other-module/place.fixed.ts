export const place = "model.pt";
