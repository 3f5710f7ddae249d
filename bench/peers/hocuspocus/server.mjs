// The peer of `bench relay`, `durable` and `rooms`: node server.mjs PORT FILE DEBOUNCE_MS
import { SQLite, selectQuery, upsertQuery } from "@hocuspocus/extension-sqlite";
import { Server } from "@hocuspocus/server";

const [port, database, debounce] = process.argv.slice(2);
// Statements are prepared once: made anew for each update they are faster collected than this Node survives.
let select, upsert;
const sqlite = new SQLite({
  database,
  fetch: async ({ documentName }) => (select ??= sqlite.db.prepare(selectQuery)).get({ name: documentName })?.data ?? null,
  store: async ({ documentName, state }) => {
    (upsert ??= sqlite.db.prepare(upsertQuery)).run({ name: documentName, data: state });
  },
});
const server = new Server({
  port: Number(port),
  address: "127.0.0.1",
  quiet: true,
  debounce: Number(debounce),
  extensions: [sqlite],
});
await server.listen();
