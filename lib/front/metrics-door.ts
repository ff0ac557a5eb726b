import { createHash, timingSafeEqual } from "node:crypto";
import type { Door } from "@/lib/front/front";
import { refuse } from "@/lib/front/refuse";

/** `GET /api/metrics`: absent without a configured token, and just as absent for whoever does not have it. */
export function metricsDoor(token: string | undefined, read: () => Promise<string>): Door {
  return async (request, response, { requestId }) => {
    const [scheme, given = ""] = (request.headers.authorization ?? "").split(" ");
    if (token === undefined || scheme !== "Bearer" || !isSame(given, token) || request.method !== "GET") {
      refuse(response, "not-found", requestId);
      return;
    }
    const text = await read();
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
    response.end(text);
  };
}

/** Hashed first, so that neither the time nor an exception tells the token's length. */
function isSame(given: string, token: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(token));
}
