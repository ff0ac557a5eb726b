/** What a browser says it is, in names that people use; a part that it does not say is left out. */
export interface Device {
  readonly system?: string | undefined;
  readonly browser?: string | undefined;
}

/** The first that matches names the system; an iPhone's text also says "like Mac OS X". */
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows NT/, "Windows"],
  [/Macintosh|Mac OS X/, "Mac"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

/** Most browsers also call themselves Chrome or Safari, so these stand last. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/FBAN|FBAV/, "Facebook"],
  [/Instagram/, "Instagram"],
  [/SamsungBrowser/, "Samsung Internet"],
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/Firefox|FxiOS/, "Firefox"],
  [/Chrome|CriOS/, "Chrome"],
  [/Safari/, "Safari"],
];

/** Undefined when the text tells neither. */
export function deviceOf(userAgent: string | undefined): Device | undefined {
  const named = (names: readonly (readonly [RegExp, string])[]) =>
    names.find(([pattern]) => pattern.test(userAgent ?? ""))?.[1];
  const device = { system: named(SYSTEMS), browser: named(BROWSERS) };
  return device.system === undefined && device.browser === undefined ? undefined : device;
}
