import { createServer } from "node:net";
import { Failure } from "./failure.mjs";

/** `port` when nobody listens on it, else the next one that is free. Both addresses that "localhost" may mean count. */
export async function freePort(port) {
  for (let candidate = port; candidate < Math.min(port + 100, 65_536); candidate += 1) {
    if ((await isFree(candidate, "127.0.0.1")) && (await isFree(candidate, "::1"))) return candidate;
  }
  throw new Failure(`No port from ${port} to ${port + 99} is free; set PORT to one that is.`);
}

function isFree(port, host) {
  return new Promise((done) => {
    const probe = createServer();
    // A machine without IPv6 has nobody listening there.
    probe.once("error", (error) => done(error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT"));
    probe.listen(port, host, () => probe.close(() => done(true)));
  });
}
