import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { Pool } from "pg";

/**
 * The least that could keep a callback: `node:http`, one HMAC, one INSERT committed to disk. It checks nothing, knows no
 * duplicate and keeps the address only. Its own process, as Kontor is; prints its port.
 */
export async function serveBareIntake(databaseUrl: string): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 10 });
  await pool.query(
    "create table if not exists bench_bare_intake (id bigserial primary key, query text not null)",
  );
  const server = createServer((request, response) => {
    const query = request.url ?? "";
    createHmac("sha256", "bare").update(query).digest();
    pool
      .query({ name: "keep", text: "insert into bench_bare_intake (query) values ($1)", values: [query] })
      .then(
        () => response.writeHead(200, { "content-type": "application/json" }).end("{}"),
        () => response.writeHead(503).end(),
      );
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (typeof address === "object" && address !== null) process.stdout.write(`${address.port}\n`);
  });
}
