export const address = ["--server.address", "localhost"];
