/** Holds that the reader wants no single-key shortcuts, as "off", so that the server knows with the page; written by `/api/preferences`. */
export const SINGLE_KEYS_COOKIE = "kontor-single-keys";

/** Whether single keys are on by the cookie's word; they are unless switched off. */
export function areSingleKeysOn(cookie: string | undefined): boolean {
  return cookie !== "off";
}
