import { randomBytes } from "node:crypto";
import type { JsonObject, JsonValue } from "@/lib/domain/json";
import type { DeliverRequest } from "@/sandbox/courier/deliver-on-demand";
import type { DeliveryRecord } from "@/sandbox/courier/delivery-record";
import type { NOTABLE_CASES } from "@/sandbox/notable-cases";
import { SANDBOX_DEFAULTS } from "@/sandbox/start-sandbox";

export const ACCOUNT = SANDBOX_DEFAULTS.accountId;
/** Dintero's documented example. */
export const SEED_SESSION = `${ACCOUNT}.465U8CUzaPVpneu1wt8Wei`;
export const SEED_TRANSACTION = `${ACCOUNT}.465UfBENeLpkBvwmqfTC4k`;

export type NotableName = "seed" | keyof typeof NOTABLE_CASES;
export type NotableOrder = {
  readonly name: string;
  readonly merchantReference: string;
  readonly sessionId: string;
  readonly transactionId?: string;
};

/** Dintero's own objects of one order, as it answers with everything included: tokens too. */
export interface Documents {
  readonly session?: JsonObject | undefined;
  readonly transaction?: JsonObject | undefined;
}

export interface OwnOrder extends Documents {
  readonly sessionId: string;
  readonly transactionId: string;
  readonly reference: string;
  /** Its page. */
  readonly path: string;
}

interface FaultRule {
  /** `*` is one segment, `**` any. Name an order that only one test opens. */
  readonly path: string;
  /** 1 when left out; null for all that come. */
  readonly times?: number | null;
  readonly fault: { readonly kind: string; readonly [setting: string]: JsonValue };
}

/** What a test may do with the local Dintero: sandbox/README.md. */
export interface Sandbox {
  readonly url: string;
  notable(name: NotableName): Promise<NotableOrder>;
  documents(ids: { readonly sessionId?: string; readonly transactionId?: string }): Promise<Documents>;
  /** Serves an order like the notable one, with ids and a reference that no other test has, changed by `change`. */
  copy(name: NotableName, change?: (documents: Documents) => Documents): Promise<OwnOrder>;
  put(documents: Documents): Promise<void>;
  fault(rule: FaultRule): Promise<void>;
  endFaults(): Promise<void>;
  /** Sends Kontor a callback (or a webhook) about an order, signed as Dintero does; resolves once Kontor has answered. */
  deliver(request: DeliverRequest): Promise<readonly DeliveryRecord[]>;
  /** Ends every token, as Dintero may at any time. */
  revokeTokens(): Promise<void>;
  /** What Kontor has asked for so far that holds `text` in its path: method and path, once per request. */
  requestsWith(text: string): Promise<readonly string[]>;
}

/** 22 characters as Dintero's ids have after the dot, which nothing had before. */
export function freshId(): string {
  return `${ACCOUNT}.${freshWord(22)}`;
}

export function freshWord(length: number): string {
  // A digit, a small and a large letter, as in any of Dintero's.
  return `4aK${randomBytes(length).toString("hex")}`.slice(0, length);
}

export function openSandbox(port: string): Sandbox {
  const url = `http://127.0.0.1:${port}`;
  let token: Promise<string> | undefined;

  async function control(method: string, door: string, body?: unknown): Promise<JsonValue> {
    const answer = await fetch(`${url}/_sandbox/${door}`, { method, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${door}: ${answer.status} ${await answer.text()}`);
    return await answer.json();
  }

  async function fetchToken(): Promise<string> {
    const { clientId, clientSecret } = SANDBOX_DEFAULTS;
    const answer = await fetch(`${url}/v1/accounts/${ACCOUNT}/auth/token`, {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ grant_type: "client_credentials", audience: `${url}/v1/accounts/${ACCOUNT}` }),
    });
    return textOf(await answer.json(), "access_token");
  }

  async function get(path: string): Promise<JsonObject> {
    token ??= fetchToken();
    const answer = await fetch(`${url}/v1/${path}`, { headers: { authorization: `Bearer ${await token}` } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return await answer.json();
  }

  const sandbox: Sandbox = {
    url,
    async notable(name) {
      const all: NotableOrder[] = JSON.parse(JSON.stringify(await control("GET", "notable")));
      const found = all.find((order) => order.name === name);
      if (found === undefined) throw new Error(`the sandbox has no order called ${name}`);
      return found;
    },
    async documents({ sessionId, transactionId }) {
      const headers = "includes=events.request_headers&includes=initiating_system_request_headers";
      const tokens = "includes=card.payment_token&includes=card.recurrence_token";
      const [session, transaction] = await Promise.all([
        sessionId === undefined ? undefined : get(`sessions/${sessionId}?${headers}`),
        transactionId === undefined ? undefined : get(`transactions/${transactionId}?${headers}&${tokens}`),
      ]);
      return { session, transaction };
    },
    async copy(name, change = (documents) => documents) {
      const original = await sandbox.notable(name);
      const own = { sessionId: freshId(), transactionId: freshId(), reference: `E2E-${freshWord(10)}` };
      const names: [string, string][] = [
        [original.sessionId, own.sessionId],
        [original.transactionId ?? original.sessionId, own.transactionId],
        [original.merchantReference, own.reference],
      ];
      const renamed = names.reduce(
        (text, [from, to]) => text.replaceAll(JSON.stringify(from), JSON.stringify(to)),
        JSON.stringify(await sandbox.documents(original)),
      );
      const documents = change(JSON.parse(renamed));
      await sandbox.put(documents);
      return { ...own, ...documents, path: `/sessions/${own.sessionId}` };
    },
    async put(documents) {
      await control("POST", "orders", documents);
    },
    async fault(rule) {
      await control("POST", "faults", rule);
    },
    async endFaults() {
      await control("DELETE", "faults");
    },
    async deliver(request) {
      return JSON.parse(JSON.stringify(await control("POST", "deliver", request)));
    },
    async revokeTokens() {
      await control("POST", "tokens/revoke");
    },
    async requestsWith(text) {
      const log: { requests: { method: string; path: string; count: number }[] } = JSON.parse(
        JSON.stringify(await control("GET", "requests")),
      );
      return log.requests
        .filter(({ path }) => path.includes(text))
        .flatMap(({ method, path, count }) => Array.from({ length: count }, () => `${method} ${path}`));
    },
  };
  return sandbox;
}

function textOf(value: JsonObject, key: string): string {
  const text = value[key];
  if (typeof text !== "string") throw new Error(`no ${key} in the answer`);
  return text;
}
