export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  /** With its question mark, or empty. */
  readonly query: string;
  /** ISO instant. */
  readonly at: string;
  /** What was answered; undefined while pending and when a fault cut the answer off. */
  status: number | undefined;
}

const KEPT = 5_000;

/** What was asked of the sandbox, the latest 5,000, so that a test can say "one upstream call" or "none". */
export class RequestLog {
  #requests: LoggedRequest[] = [];
  #total = 0;

  add(method: string, path: string, query: string, at: string): LoggedRequest {
    const request: LoggedRequest = { method, path, query, at, status: undefined };
    this.#total += 1;
    this.#requests.push(request);
    if (this.#requests.length > 2 * KEPT) this.#requests = this.#requests.slice(-KEPT);
    return request;
  }

  get total(): number {
    return this.#total;
  }

  list(): readonly LoggedRequest[] {
    return this.#requests.slice(-KEPT);
  }

  /** How many requests went to `path` (or to a path that `path` matches). */
  count(path: string | RegExp): number {
    return this.#requests.filter((request) =>
      typeof path === "string" ? request.path === path : path.test(request.path),
    ).length;
  }

  clear(): void {
    this.#requests = [];
    this.#total = 0;
  }
}
