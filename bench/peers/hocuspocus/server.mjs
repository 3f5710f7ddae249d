// The peer of `bench relay`, `durable` and `rooms`: node server.mjs PORT FILE DEBOUNCE_MS
import { SQLite } from "@hocuspocus/extension-sqlite";
import { Server } from "@hocuspocus/server";

const [port, database, debounce] = process.argv.slice(2);
const server = new Server({
  port: Number(port),
  address: "127.0.0.1",
  quiet: true,
  debounce: Number(debounce),
  extensions: [new SQLite({ database })],
});
await server.listen();
