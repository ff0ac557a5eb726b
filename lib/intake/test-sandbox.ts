import { expect, onTestFinished, vi } from "vitest";
import type { Database } from "@/lib/db/connect";
import { createDintero, type Dintero } from "@/lib/dintero/client";
import type { DeliveryRecord } from "@/sandbox/courier/delivery-record";
import type { Control } from "@/sandbox/http/control";
import { SANDBOX_DEFAULTS, startSandbox } from "@/sandbox/start-sandbox";
import { passSlowly, testClock } from "@/sandbox/test-clock";
import { newAccount, SECRET, startReceiver, type TestReceiver, WEBHOOK_SECRET } from "./test-receiver";

export interface OrderIds {
  readonly sessionId: string;
  readonly transactionId?: string | undefined;
}

export interface Both {
  readonly accountId: string;
  readonly receiver: TestReceiver;
  readonly control: Control;
  readonly dintero: Dintero;
  notable(name: string): OrderIds;
  /** Lets time pass for both; each delivery is answered before the next is due. */
  pass(ms: number): Promise<void>;
  /** Resolves when the worker has nothing left to do, though time stands still. */
  untilWorked(): Promise<void>;
}

/**
 * Kontor's doors and its worker on an account of their own, with a sandbox as the only Dintero they know: it delivers over
 * HTTP, and the truth is asked of it over HTTP. Both live by one clock, which a test moves.
 */
export async function startBoth(db: Database): Promise<Both> {
  const accountId = newAccount();
  const clock = testClock();
  const client: { dintero?: Dintero } = {};
  const receiver = await startReceiver(db, {
    accountId,
    dintero: behind(accountId, client),
    clock: {
      get at() {
        return clock.now();
      },
    },
  });
  const { clientId, clientSecret } = SANDBOX_DEFAULTS;
  const sandbox = await startSandbox({
    ...{ accountId, clientId, clientSecret, clock, orders: 0 },
    ...{ signatureSecret: SECRET, webhookSecret: WEBHOOK_SECRET },
    deliverTo: `http://127.0.0.1:${receiver.port}`,
    deliverAs: "https://kontor.example.com",
  });
  onTestFinished(() => sandbox.close());
  const dintero = createDintero({
    ...{ accountId, clientId, clientSecret, now: clock.now },
    ...{ apiUrl: sandbox.url, checkoutUrl: sandbox.url },
  });
  client.dintero = dintero;
  const { control } = sandbox;
  return {
    ...{ accountId, receiver, control, dintero },
    notable(name: string) {
      const { sessionId, transactionId } = control.notable.find((order) => order.name === name) ?? {};
      return { sessionId: sessionId ?? "", transactionId };
    },
    pass: (ms: number) => passSlowly(clock, ms, () => isQuiet(control.deliveries.list())),
    async untilWorked() {
      await vi.waitFor(
        async () => {
          const states = (await receiver.deliveries()).map(({ state }) => state);
          expect(states.filter((state) => state === "received" || state === "fetched")).toEqual([]);
        },
        { timeout: 50_000 },
      );
    },
  };
}

/** A client that is made later. */
function behind(accountId: string, client: { dintero?: Dintero }): Dintero {
  const made = () => {
    if (client.dintero === undefined) throw new Error("asked before there is a sandbox");
    return client.dintero;
  };
  return {
    accountId,
    getSession: (...asked) => made().getSession(...asked),
    getTransaction: (...asked) => made().getTransaction(...asked),
    listSessions: (...asked) => made().listSessions(...asked),
    listTransactions: (...asked) => made().listTransactions(...asked),
    listSettlements: (...asked) => made().listSettlements(...asked),
    getSettlementAttachment: (...asked) => made().getSettlementAttachment(...asked),
    health: () => made().health(),
  };
}

function isQuiet(log: readonly DeliveryRecord[]): boolean {
  return log.every(({ state, nextTryAt }) => state !== "waiting" || nextTryAt !== undefined);
}
