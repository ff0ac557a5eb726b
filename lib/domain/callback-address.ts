/** Where session callbacks arrive, below the public origin. */
export const CALLBACK_PATH = "/api/dintero/callback";

/** What Dintero must be told to report: without `report_error` no failed payment comes, without an event none of its kind (API.md 6). */
const OPTIONS: readonly (readonly [string, string])[] = [
  ["method", "POST"],
  ["report_error", "true"],
  ["report_event", "CAPTURE"],
  ["report_event", "REFUND"],
  ["report_event", "VOID"],
];

/**
 * The `callback_url` a session should be created with, so that nothing about it goes unreported.
 * @param appUrl public origin, without a slash at its end
 */
export function callbackAddress(appUrl: string): string {
  return `${appUrl}${CALLBACK_PATH}?${OPTIONS.map((option) => option.join("=")).join("&")}`;
}
