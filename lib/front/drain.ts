import type { FrontServer } from "@/lib/front/front";

/**
 * Counts the requests of `server` from now on, and gives the way to end it: takes no more connections, waits until
 * every request in flight is answered, at most `limitMs`, then closes what is left. Resolves with how many were waited for.
 */
export function drainOf(server: FrontServer): (limitMs: number) => Promise<number> {
  let inFlight = 0;
  let isStopping = false;
  server.prependListener("request", (_request, response) => {
    inFlight += 1;
    if (isStopping) response.setHeader("connection", "close");
    response.once("close", () => {
      inFlight -= 1;
      // A kept-alive connection would hold the server open until its own timeout.
      if (isStopping) server.closeIdleConnections();
    });
  });
  return async (limitMs) => {
    isStopping = true;
    const waitedFor = inFlight;
    const closed = new Promise<void>((done) => server.close(() => done()));
    server.closeIdleConnections();
    const timer = setTimeout(() => server.closeAllConnections(), limitMs);
    await closed;
    clearTimeout(timer);
    return waitedFor;
  };
}
