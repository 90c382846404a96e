export const place = "lit://model.pt";
