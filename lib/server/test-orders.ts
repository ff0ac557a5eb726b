import { randomBytes } from "node:crypto";
import { afterAll, beforeEach } from "vitest";
import { createDintero, type Dintero, type DinteroConfig } from "@/lib/dintero/client";
import { setRuntime } from "@/lib/runtime";
import type { OrderRecord } from "@/sandbox/order-record";
import { SANDBOX_DEFAULTS, type Sandbox, startSandbox } from "@/sandbox/start-sandbox";
import { type TestRuntime, testRuntime } from "./test-runtime";

/** A test file's runtime with a sandbox of its own behind it. */
export interface TestDesk {
  readonly runtime: TestRuntime;
  readonly sandbox: Sandbox;
  /** A client of its own for this sandbox: no open breaker, no token. */
  newDintero(limits?: DinteroConfig["limits"]): Dintero;
  /** Paths asked of the sandbox since the test began, less the token's. */
  asked(): readonly string[];
}

/** For a test file's top level. Every test begins with a client that has seen nothing, and without faults. */
export async function testDesk(): Promise<TestDesk> {
  const sandbox = await startSandbox({ orders: 0 });
  const { accountId, clientId, clientSecret } = SANDBOX_DEFAULTS;
  const newDintero = (limits: DinteroConfig["limits"] = { retryPauseMs: 1 }) =>
    createDintero({
      ...{ accountId, clientId, clientSecret, limits },
      apiUrl: sandbox.url,
      checkoutUrl: sandbox.url,
      now: () => runtime.now(),
    });
  const runtime = testRuntime();
  beforeEach(() => {
    sandbox.control.faults.clear();
    sandbox.control.requests.clear();
    setRuntime({ ...runtime, dintero: newDintero() });
  });
  afterAll(() => sandbox.close());
  return {
    runtime,
    sandbox,
    newDintero,
    asked: () =>
      sandbox.control.requests
        .list()
        .map((request) => request.path)
        .filter((path) => !path.endsWith("/auth/token")),
  };
}

export interface OrderIds {
  readonly sessionId: string;
  readonly transactionId: string;
}

interface OrderChange {
  readonly reference?: string;
  readonly createdAt?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly name?: readonly [string, string];
  readonly hasSession?: boolean;
  readonly hasTransaction?: boolean;
  /** False: the session names a transaction that Dintero does not know. */
  readonly isTransactionHeld?: boolean;
}

/** A captured order of Kari Nordmann's under ids of its own, as Dintero would hold it. */
export function newOrder(change: OrderChange = {}): OrderIds & { readonly record: OrderRecord } {
  const serial = randomBytes(9).toString("hex");
  const [sessionId, transactionId] = [`T12345678.s${serial}`, `T12345678.t${serial}`];
  const createdAt = change.createdAt ?? "2026-05-12T08:00:00.000Z";
  const [firstName, lastName] = change.name ?? ["Kari", "Nordmann"];
  const contact = { email: change.email ?? "kari@example.com", phone_number: change.phone ?? "+4799999999" };
  const shared = { currency: "NOK", amount: 10_000, merchant_reference: change.reference ?? `REF-${serial}` };
  const address = { first_name: firstName, last_name: lastName, address_line: "Testveien 1", country: "NO" };
  const items = [
    { line_id: "1", description: "Chair", quantity: 1, amount: 10_000, vat: 25, vat_amount: 2_000 },
  ];
  const session = {
    id: sessionId,
    created_at: createdAt,
    transaction_id: change.hasTransaction === false ? undefined : transactionId,
    url: { return_url: "https://shop.example.com/done" },
    order: { ...shared, items, billing_address: address },
    configuration: { channel: "ecommerce" },
    customer: contact,
    events: [{ id: `event-${serial}`, name: "INITIATED", created_at: createdAt }],
    metadata: {},
  };
  const transaction = {
    id: transactionId,
    session_id: change.hasSession === false ? undefined : sessionId,
    created_at: createdAt,
    payment_product: "dintero_psp",
    payment_product_type: "dintero_psp.creditcard",
    status: "CAPTURED",
    ...shared,
    items,
    customer: contact,
    billing_address: address,
    metadata: { "dintero_psp:transaction_id": `psp-${serial}` },
    events: [
      { id: "1", event: "AUTHORIZE", transaction_status: "AUTHORIZED", created_at: createdAt, success: true },
      {
        id: "2",
        event: "CAPTURE",
        transaction_status: "CAPTURED",
        created_at: createdAt,
        success: true,
        amount: 10_000,
      },
    ],
  };
  return {
    sessionId,
    transactionId,
    record: {
      session: change.hasSession === false ? undefined : session,
      transaction:
        change.hasTransaction === false || change.isTransactionHeld === false ? undefined : transaction,
    },
  };
}
