import { type JsonValue, parseJson, textAt } from "./json";
import type { Sandbox } from "./start-sandbox";

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body read as JSON; null where it is none. */
  readonly body: JsonValue;
}

async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  let body: JsonValue = null;
  try {
    body = parseJson(text);
  } catch {
    // Not JSON: `text` has it.
  }
  return { status: response.status, headers: response.headers, text, body };
}

export function basic(clientId = "kontor-sandbox", clientSecret = "sandbox-secret"): string {
  return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
}

/** Asks a sandbox for a token; every part of a right request may be replaced. */
export async function askForToken(
  sandbox: Sandbox,
  change: { accountId?: string; authorization?: string; contentType?: string; body?: string } = {},
): Promise<Reply> {
  const accountId = change.accountId ?? "T12345678";
  return replyOf(
    await fetch(`${sandbox.url}/v1/accounts/${accountId}/auth/token`, {
      method: "POST",
      headers: {
        authorization: change.authorization ?? basic(),
        "content-type": change.contentType ?? "application/json",
      },
      body:
        change.body ??
        JSON.stringify({
          grant_type: "client_credentials",
          audience: `https://api.dintero.com/v1/accounts/${accountId}`,
        }),
    }),
  );
}

export interface Client {
  readonly token: string;
  /** Asks for a path with its query, with a token. */
  get(path: string, init?: RequestInit): Promise<Reply>;
}

/** A client of `sandbox` that holds a token. */
export async function openClient(sandbox: Sandbox): Promise<Client> {
  const { body } = await askForToken(sandbox);
  const token = textAt(body, "access_token") ?? "";
  return {
    token,
    get: async (path, init = {}) =>
      replyOf(
        await fetch(`${sandbox.url}${path}`, { headers: { authorization: `Bearer ${token}` }, ...init }),
      ),
  };
}
