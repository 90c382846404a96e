export { Server as Again } from "./server.ts";
import { Server } from "./server.ts";

export default function build(name: string, port: number) {
  return new Server(name, port);
}
