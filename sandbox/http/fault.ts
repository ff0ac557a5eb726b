/** A fault to make on purpose, the next `times` times a request matches `path` (and `method`). */
export interface FaultRule {
  /** A path, where `*` stands for anything but a slash and `**` for anything: `/v1/sessions/*`. */
  readonly path: string;
  readonly method?: string | undefined;
  /** How often; null for always. Default 1. */
  readonly times?: number | null | undefined;
  readonly fault: Fault;
}

export type Fault =
  /** The right answer, late. */
  | { readonly kind: "slow"; readonly delayMs: number }
  /** No answer, ever. */
  | { readonly kind: "hang" }
  /** The right answer, `bytesPerSecond` (default 1). */
  | { readonly kind: "drip"; readonly bytesPerSecond?: number | undefined }
  /** Another status; the body is Dintero's problem shape unless `body` says otherwise. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly body?: string | undefined;
      readonly headers?: Readonly<Record<string, string>> | undefined;
    }
  /** 429 with this Retry-After, whatever it says; none when left out. */
  | { readonly kind: "rate-limited"; readonly retryAfter?: string | undefined }
  /** 401, as if the token were no longer good. */
  | { readonly kind: "unauthorized" }
  /** Half of the right answer, properly framed. */
  | { readonly kind: "truncated" }
  /** An HTML page with status 200. */
  | { readonly kind: "not-json" }
  /** Status 200 and exactly this text as JSON. */
  | { readonly kind: "body"; readonly body: string }
  /** A JSON text of `bytes` (default 50 MB). */
  | { readonly kind: "huge"; readonly bytes?: number | undefined }
  /** A gzip that grows to `bytes` (default 50 MB). */
  | { readonly kind: "gzip-bomb"; readonly bytes?: number | undefined }
  /** The right document under another id. */
  | { readonly kind: "wrong-id" }
  /** The right document of another account. */
  | { readonly kind: "wrong-account" }
  /** A redirect, by default to `/_sandbox/redirected` here, so that the request log tells whether it was followed. */
  | {
      readonly kind: "redirect";
      readonly location?: string | undefined;
      readonly status?: number | undefined;
    }
  /** The connection reset before any answer. */
  | { readonly kind: "disconnect" }
  /** The connection reset in the middle of the body. */
  | { readonly kind: "reset" };

interface Standing {
  readonly rule: FaultRule;
  readonly pattern: RegExp;
  left: number;
}

function toPattern(path: string): RegExp {
  const source = path
    .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("**", "\u0000")
    .replaceAll("*", "[^/]*")
    .replaceAll("\u0000", ".*");
  return new RegExp(`^${source}$`);
}

/** The faults that wait for a request. */
export class FaultPlan {
  #standing: Standing[] = [];

  add(rule: FaultRule): void {
    const times = rule.times === undefined ? 1 : (rule.times ?? Number.POSITIVE_INFINITY);
    this.#standing.push({ rule, pattern: toPattern(rule.path), left: times });
  }

  /** The fault for this request, if one waits for it; uses it up once. */
  take(method: string, path: string): Fault | undefined {
    const found = this.#standing.find(
      ({ rule, pattern, left }) =>
        left > 0 && pattern.test(path) && (rule.method === undefined || rule.method === method),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    this.#standing = this.#standing.filter(({ left }) => left > 0);
    return found.rule.fault;
  }

  list(): FaultRule[] {
    return this.#standing.map(({ rule, left }) => ({ ...rule, times: Number.isFinite(left) ? left : null }));
  }

  clear(): void {
    this.#standing = [];
  }
}
