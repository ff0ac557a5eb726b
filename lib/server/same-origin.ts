import { AppError } from "@/lib/errors";

/**
 * Refuses a request with an unsafe method that another site made a browser send (F56). Browsers name the origin of every
 * such request; a request that names none comes from a program, which holds no one's cookies. Routes for JSON also
 * refuse other content types, which a plain HTML form could send.
 * @throws AppError "csrf"
 */
export function requireSameOrigin(request: Request, appUrl: string): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  if (site !== null && site !== "same-origin") throw refused(`sec-fetch-site ${JSON.stringify(site)}`);
  if (origin === null || origin === appUrl) return;
  // The operator's APP_URL may say localhost and the browser 127.0.0.1: the browser's own word on "same" then decides.
  const isOwnHost = URL.canParse(origin) && new URL(origin).host === request.headers.get("host");
  if (site === "same-origin" && isOwnHost) return;
  throw refused("origin differs");
}

/**
 * As `requireSameOrigin`, for a route that takes JSON.
 * @throws AppError "csrf"
 */
export function requireSameOriginJson(request: Request, appUrl: string): void {
  requireSameOrigin(request, appUrl);
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json(?:\s*;|$)/i.test(type.trim())) throw refused("content type is not JSON");
}

function refused(why: string): AppError {
  return new AppError("csrf", `refused a request from elsewhere: ${why}`);
}
