import type { AuthorizationWindows } from "./authorization-window";

/** What administrators decide for everybody. Each is kept by itself, with the version of its last change. */
export interface Settings {
  readonly authorizationWindows: AuthorizationWindows;
  /** Whether a local account must have a second factor to do anything. */
  readonly isSecondFactorRequired: boolean;
}

export type SettingName = keyof Settings;

/** What holds as long as nobody has decided. */
export const DEFAULT_SETTINGS: Settings = { authorizationWindows: {}, isSecondFactorRequired: false };

/** No method known to us reserves money for longer; a slip of the finger does. */
export const MOST_WINDOW_DAYS = 366;
/** As many methods as somebody may ever configure. */
const MOST_WINDOWS = 200;
/** As Dintero writes a payment product type. */
const PRODUCT = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

const READERS: { readonly [Name in SettingName]: (value: unknown) => Settings[Name] | undefined } = {
  authorizationWindows: readWindows,
  isSecondFactorRequired: (value) => (typeof value === "boolean" ? value : undefined),
};

/** `value`, from a request or a row, as the setting `name`; undefined when it is none. */
export function readSettingValue<Name extends SettingName>(
  name: Name,
  value: unknown,
): Settings[Name] | undefined {
  return READERS[name](value);
}

function readWindows(value: unknown): AuthorizationWindows | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entries: readonly [string, unknown][] = Object.entries(value);
  const windows: [string, number | null][] = [];
  for (const [product, days] of entries) {
    if (!PRODUCT.test(product) || !isWindow(days)) return undefined;
    windows.push([product, days]);
  }
  return windows.length > MOST_WINDOWS ? undefined : Object.fromEntries(windows);
}

function isWindow(days: unknown): days is number | null {
  return (
    days === null ||
    (typeof days === "number" && Number.isInteger(days) && days >= 1 && days <= MOST_WINDOW_DAYS)
  );
}
