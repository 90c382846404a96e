export const words = ["Hello"];
