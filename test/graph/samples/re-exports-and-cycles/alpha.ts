export const alpha = 1;
export const own = "alpha";
