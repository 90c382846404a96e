export const access = "everybody";
