export const local = "localhost";
