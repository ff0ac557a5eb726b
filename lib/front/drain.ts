import type { ServerResponse } from "node:http";
import { Server as NetServer, type Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import type { FrontServer } from "@/lib/front/front";

/** How long an open connection may still bring a request that was under way when the drain began. */
const LINGER_MS = 1_000;
/** A turn of the loop takes in one of the connections that wait. After this many without, none waits. */
const QUIET_TURNS = 3;

/**
 * Watches the connections of `server` from now on, and gives the way to end it without cutting a request off (F35): what
 * has arrived is read, then no more connections are taken; every answer says `Connection: close`; a connection without a
 * request stays open for a second, since one may be on its way. All of it within `limitMs`: what is left then is cut off.
 * Resolves with how many requests were answered meanwhile.
 */
export function drainOf(server: FrontServer): (limitMs: number) => Promise<number> {
  const sockets = new Set<Socket>();
  const inFlight = new Set<ServerResponse>();
  let stage: "serving" | "lingering" | "leaving" = "serving";
  let waitedFor = 0;
  let connections = 0;

  server.on("connection", (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.prependListener("request", (_request, response) => {
    inFlight.add(response);
    if (stage !== "serving") {
      waitedFor += 1;
      response.setHeader("connection", "close");
    }
    response.once("close", () => {
      inFlight.delete(response);
      // Its head may have gone out before the drain began, with a promise to keep the connection.
      if (stage === "leaving") closeQuiet();
    });
  });

  /** Kept-alive connections between two requests, and those on which nothing was ever sent. */
  function closeQuiet() {
    server.closeIdleConnections();
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  }

  /** Closing the listener resets every connection that it has not taken in. Under steady load there is no end to them. */
  async function takeInWhatWaits(until: number) {
    for (let quiet = 0; quiet < QUIET_TURNS && performance.now() < until; quiet += 1) {
      const before = connections;
      await turn();
      if (connections > before) quiet = -1;
    }
  }

  return async (limitMs) => {
    stage = "lingering";
    waitedFor = inFlight.size;
    for (const response of inFlight) if (!response.headersSent) response.setHeader("connection", "close");
    const limit = setTimeout(() => server.closeAllConnections(), limitMs);
    await takeInWhatWaits(performance.now() + Math.min(LINGER_MS, limitMs));
    const leave = setTimeout(
      () => {
        stage = "leaving";
        closeQuiet();
      },
      Math.min(LINGER_MS, limitMs),
    );
    // The http server's own `close` would at once end kept-alive connections, unread requests and all.
    await new Promise<void>((done) => NetServer.prototype.close.call(server, () => done()));
    clearTimeout(limit);
    clearTimeout(leave);
    return waitedFor;
  };
}
