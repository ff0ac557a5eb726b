import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Env } from "@/lib/env";
import { clientAddressBehind } from "@/lib/front/client-address";
import { refuse, refuseSocket } from "@/lib/front/refuse";
import { rewriteHeaders } from "@/lib/front/request-headers";
import { isApi, LIMITS, pathOf, refusalOf } from "@/lib/front/request-rules";
import { FrontResponse } from "@/lib/front/response";
import { routeOf } from "@/lib/front/route-name";
import { contentSecurityPolicy, securityHeaders } from "@/lib/front/security-headers";
import type { Logger } from "@/lib/log";

export type FrontServer = Server<typeof IncomingMessage, typeof FrontResponse>;

/** What the front knows of a request that its sender could not have written. */
export interface Asked {
  readonly requestId: string;
  readonly clientAddress: string;
}

/**
 * Answers one path before Next and before the front's own rules, from the request as it was sent: health, and the
 * signed doors, whose address and headers nobody may touch. Must answer; a rejection becomes a 500.
 */
export type Door = (request: IncomingMessage, response: FrontResponse, asked: Asked) => Promise<void> | void;

export interface FrontParts {
  readonly env: Pick<Env, "appUrl" | "trustedProxies">;
  readonly log: Logger;
  readonly isDev: boolean;
  /** By path; a slash too many on the request line leads to the same door, and is not redirected (F16). */
  readonly doors: ReadonlyMap<string, Door>;
  /** Next's request handler. */
  readonly handle: (request: IncomingMessage, response: FrontResponse) => Promise<void>;
  /** Only `next dev` upgrades a connection (hot reload); everywhere else an upgrade is refused. */
  readonly upgrade?: ((request: IncomingMessage, socket: Duplex, head: Buffer) => void) | undefined;
}

/** The one listener: limits, header hygiene, security headers and the log line of every request; no business rule. */
export function createFront(parts: FrontParts): FrontServer {
  const { log, isDev } = parts;
  const appUrl = new URL(parts.env.appUrl);
  const isHttps = appUrl.protocol === "https:";
  const addressOf = clientAddressBehind(parts.env.trustedProxies);

  const server = createServer({
    ServerResponse: FrontResponse,
    maxHeaderSize: LIMITS.listenerHeaderBytes,
    headersTimeout: LIMITS.headersTimeoutMs,
    requestTimeout: LIMITS.requestTimeoutMs,
    keepAliveTimeout: LIMITS.keepAliveTimeoutMs,
    connectionsCheckingInterval: 1_000,
    requireHostHeader: false,
  });
  // Node drops what is beyond its count without a word; the rules count and refuse instead.
  server.maxHeadersCount = 0;

  server.on("request", (request, response) => {
    const startedAt = performance.now();
    const path = pathOf(request);
    const requestId = randomUUID();
    const nonce = randomBytes(16).toString("base64");
    response.policy = {
      headers: securityHeaders({ nonce, requestId, isHttps, isDev }),
      isHashedAsset: path.startsWith("/_next/static/") && !isDev,
      isPage: !isApi(path),
    };
    response.once("close", () => {
      const fields = {
        request_id: requestId,
        method: request.method,
        route: routeOf(path),
        status: response.statusCode,
        ms: Math.round(performance.now() - startedAt),
      };
      if (path.startsWith("/_next/")) log.debug("http.answered", fields);
      else log.info(response.writableFinished ? "http.answered" : "http.abandoned", fields);
    });
    const fail = (error: unknown) => {
      log.error("http.failed", { request_id: requestId, route: routeOf(path), error });
      if (response.headersSent) response.destroy();
      else refuse(response, "internal", requestId);
    };

    const forwardedFor = request.headersDistinct["x-forwarded-for"];
    const clientAddress = addressOf(
      request.socket.remoteAddress,
      forwardedFor?.length === 1 ? forwardedFor[0] : undefined,
    );
    const door = parts.doors.get(plainPath(path));
    if (door !== undefined) {
      attempt(() => door(request, response, { requestId, clientAddress })).catch(fail);
      return;
    }
    const refusal = refusalOf(request);
    if (refusal !== undefined) {
      refuse(response, refusal, requestId);
      return;
    }
    const trusted = {
      requestId,
      nonce,
      appUrl,
      clientAddress,
      contentSecurityPolicy: contentSecurityPolicy(nonce, isDev),
    };
    rewriteHeaders(request, trusted, isDev);
    parts.handle(request, response).catch(fail);
  });

  server.on("upgrade", (request, socket, head) => {
    if (parts.upgrade !== undefined) parts.upgrade(request, socket, head);
    else refuseSocket(socket, "invalid-request");
  });
  server.on("connect", (_request, socket) => refuseSocket(socket, "method-not-allowed"));
  server.on("clientError", (error: Error & { code?: string }, socket) => {
    log.info("http.bad", { reason: error.code });
    // Whose request it was is not known here. A 4xx to Dintero would be final, a broken connection is tried again.
    if (error.code === "ERR_HTTP_REQUEST_TIMEOUT" || error.code === "HPE_HEADER_OVERFLOW") socket.destroy();
    else refuseSocket(socket, "invalid-request");
  });
  return server;
}

async function attempt(work: () => Promise<void> | void): Promise<void> {
  await work();
}

function plainPath(path: string): string {
  return path.replace(/\/{2,}/g, "/").replace(/(.)\/$/, "$1");
}
