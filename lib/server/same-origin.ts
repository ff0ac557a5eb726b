import "server-only";
import { AppError } from "@/lib/errors";

/**
 * Refuses a request with an unsafe method that another site made a browser send (F56). A browser's `Sec-Fetch-Site` cannot
 * be set by a page and decides; browsers and origins without it (plain http off this machine) at least name the origin. A
 * request with neither comes from a program, which holds nobody's cookies.
 * @throws AppError "csrf"
 */
export function requireSameOrigin(request: Request, appUrl: string): void {
  const site = request.headers.get("sec-fetch-site");
  // A plain form's origin arrives as "null" under our own `Referrer-Policy: no-referrer`, so it cannot be asked here.
  if (site === "same-origin") return;
  if (site !== null) throw refused("it says that it comes from another site");
  const origin = request.headers.get("origin");
  if (origin !== null && origin !== appUrl) throw refused("its origin is not ours");
}

/**
 * As `requireSameOrigin`, for a route that takes JSON from our own scripts: nothing a plain form could send passes.
 * @throws AppError "csrf"
 */
export function requireSameOriginJson(request: Request, appUrl: string): void {
  requireSameOrigin(request, appUrl);
  if (request.headers.get("origin") === "null") throw refused("its origin is withheld");
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json(?:\s*;|$)/i.test(type.trim())) throw refused("its content type is not JSON");
}

/** Whether the browser itself says that one of our own pages sent `request`: as good as a secret in the form. */
export function isSurelySameOrigin(request: Request, appUrl: string): boolean {
  return request.headers.get("sec-fetch-site") === "same-origin" || request.headers.get("origin") === appUrl;
}

function refused(why: string): AppError {
  return new AppError("csrf", `refused a request: ${why}`);
}
