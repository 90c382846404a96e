export const folder = "~/models";
