import "server-only";
import NextAuth, { type AuthOptions } from "next-auth";

/** What next-auth is told of a request: only what was parsed and cleaned here, never the client's own headers (threat 12). */
export interface AuthQuestion {
  readonly method: "GET" | "POST";
  /** The path behind `/api/auth`: `["csrf"]`, `["callback", "credentials"]` ... */
  readonly action: readonly string[];
  readonly cookies: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, string>>;
  /** Of a GET: what the identity provider sent back. */
  readonly query?: Readonly<Record<string, string>>;
}

export interface AuthAnswer {
  readonly status: number;
  /** Where it would send the browser, absolute. */
  readonly location: string | undefined;
  readonly body: unknown;
  /** Whole `Set-Cookie` lines. */
  readonly cookies: readonly string[];
}

/**
 * Asks next-auth by its handler for plain requests. Its handler for the App Router reads headers, cookies and body
 * itself, and malformed ones have made it throw (FAULTS, section 1: next-auth).
 */
export async function askNextAuth(
  options: AuthOptions,
  appUrl: string,
  question: AuthQuestion,
): Promise<AuthAnswer> {
  // The only way to tell version 4 its own address, without which it believes the Host header.
  process.env.NEXTAUTH_URL = appUrl;
  const reply = new Reply();
  const handle: (request: object, reply: Reply) => Promise<void> = NextAuth(options);
  await handle(
    {
      method: question.method,
      query: { ...question.query, nextauth: [...question.action] },
      cookies: { ...question.cookies },
      headers: {},
      body: { ...question.body },
    },
    reply,
  );
  return reply.answer();
}

/** The part of a Node response that next-auth writes to. */
class Reply {
  #status = 200;
  #body: unknown;
  readonly #headers = new Map<string, string | readonly string[]>();

  status(status: number): this {
    this.#status = status;
    return this;
  }

  getHeader(name: string): string | readonly string[] | undefined {
    return this.#headers.get(name.toLowerCase());
  }

  setHeader(name: string, value: string | readonly string[]): this {
    this.#headers.set(name.toLowerCase(), value);
    return this;
  }

  json(body: unknown): void {
    this.#body = body;
  }

  send(body: unknown): void {
    this.#body = body;
  }

  end(): void {}

  answer(): AuthAnswer {
    const location = this.#headers.get("location");
    const cookies = this.#headers.get("set-cookie") ?? [];
    return {
      status: this.#status,
      location: typeof location === "string" ? location : undefined,
      body: this.#body,
      cookies: typeof cookies === "string" ? [cookies] : cookies,
    };
  }
}
