/** Where Kontor is, for a sandbox that plays the world outside it. */
export interface Destination {
  /** The origin that is called. Without it, only callback URLs on this machine are. */
  readonly deliverTo?: string | undefined;
  /** The origin that the receiver goes by, and that is signed; where a proxy would stand between. Default: `deliverTo`. */
  readonly deliverAs?: string | undefined;
}

export interface Address {
  /** What is signed. */
  readonly url: URL;
  /** The origin that is called. */
  readonly connectTo: URL;
}

const CALLBACK_PATH = "/api/dintero/callback";
const WEBHOOK_PATH = "/api/dintero/webhook";
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Where the callback of an order with `callbackUrl` goes: there, if that is on this machine or Kontor itself; else to
 * Kontor, with the query that the URL has. Undefined when that is nowhere: the sandbox never calls the world.
 */
export function callbackAddress(
  callbackUrl: string | undefined,
  destination: Destination,
): Address | undefined {
  const own = callbackUrl !== undefined && URL.canParse(callbackUrl) ? new URL(callbackUrl) : undefined;
  const kontor = kontorAt(CALLBACK_PATH, destination);
  if (own !== undefined && own.origin === kontor?.url.origin) return { ...kontor, url: own };
  if (own?.protocol === "http:" && LOOPBACK.test(own.hostname)) return { url: own, connectTo: own };
  if (kontor !== undefined) kontor.url.search = own?.search ?? "";
  return kontor;
}

export function webhookAddress(destination: Destination): Address | undefined {
  return kontorAt(WEBHOOK_PATH, destination);
}

function kontorAt(path: string, { deliverTo, deliverAs = deliverTo }: Destination): Address | undefined {
  if (deliverTo === undefined || deliverAs === undefined) return undefined;
  return { url: new URL(path, deliverAs), connectTo: new URL(deliverTo) };
}
