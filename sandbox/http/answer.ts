import type { JsonValue } from "../json";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function json(status: number, value: JsonValue, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}

/** A refusal in Dintero's shape (API.md 3): `message` is the only thing it guarantees. */
export class Refusal extends Error {
  readonly status: number;
  readonly errors: readonly string[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    errors: readonly string[] = [],
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }

  toAnswer(): Answer {
    return json(
      this.status,
      { error: { errors: this.errors.map((message) => ({ message })), message: this.message } },
      this.headers,
    );
  }
}

export function badRequest(...errors: string[]): Refusal {
  return new Refusal(400, "BAD_REQUEST", errors);
}

export function unauthorized(reason: string): Refusal {
  return new Refusal(401, "UNAUTHORIZED", [reason]);
}

export function forbidden(): Refusal {
  return new Refusal(403, "FORBIDDEN");
}

export function notFound(): Refusal {
  return new Refusal(404, "NOT_FOUND");
}
