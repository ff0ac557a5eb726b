import { type JsonObject, numberAt, objectsAt, textAt } from "../json";
import type { ProductType } from "../payment-products";
import type { Dice } from "./dice";
import { errorOf, type FailureKind } from "./failures";
import type { Line } from "./lines";
import { type Operation, operationMetadata } from "./provider-metadata";
import { type SplitStyle, splitLines, UNKNOWN_SELLERS } from "./splits";

export interface LedgerSetting {
  readonly method: ProductType;
  readonly clientId: string;
  /** ms; what would happen later has not happened. */
  readonly now: number;
  readonly splitStyle: SplitStyle | undefined;
  readonly giftCards: readonly JsonObject[];
  readonly dice: Dice;
}

type Entry = JsonObject;

function total(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.amount, 0);
}

/** Writes the events of one transaction in order, and keeps the sums that its status follows from. */
export class Ledger {
  readonly events: JsonObject[] = [];
  status = "INITIATED";
  authorized = 0;
  captured = 0;
  refunded = 0;
  voided = 0;
  /** When the last event happened, in ms. */
  lastAt = 0;
  readonly #setting: LedgerSetting;
  #isOver = false;

  constructor(setting: LedgerSetting) {
    this.#setting = setting;
  }

  initialize(at: number, status: "INITIATED" | "ON_HOLD", metadata: JsonObject): void {
    this.#write(at, "INITIALIZE", { transaction_status: status, success: true, metadata }, () => {
      this.status = status;
    });
  }

  authorize(at: number, amount: number): void {
    this.#write(at, "AUTHORIZE", { success: true, amount, ...this.#giftCards() }, () => {
      this.authorized = amount;
      this.status = "AUTHORIZED";
    });
  }

  /** The payment did not come about: `status` is where it ends. */
  refuse(at: number, status: "DECLINED" | "FAILED" | "UNKNOWN", error: JsonObject): void {
    this.#write(at, "AUTHORIZE", { success: false, error }, () => {
      this.status = status;
    });
  }

  /** Swish and the like take the money with no authorization before it. */
  take(at: number, lines: readonly Line[]): void {
    this.authorized = total(lines);
    this.capture(at, lines, {});
    if (this.captured === 0) this.authorized = 0;
  }

  capture(at: number, lines: readonly Line[], extra: Entry): void {
    const amount = total(lines);
    if (amount <= 0) return;
    const { items, onEvent } = splitLines(lines, this.#setting.splitStyle);
    const giftCards = this.captured === 0 ? this.#giftCards() : {};
    this.#write(
      at,
      "CAPTURE",
      { success: true, amount, items, ...onEvent, ...giftCards, ...this.#byHand(), ...extra },
      () => {
        this.captured += amount;
        this.status = this.#statusFromSums();
      },
    );
  }

  refund(at: number, lines: readonly Line[], extra: Entry): void {
    const amount = total(lines);
    if (amount <= 0 || amount > this.captured - this.refunded) return;
    const { items, onEvent } = splitLines(lines, this.#setting.splitStyle);
    this.#write(
      at,
      "REFUND",
      { success: true, amount, items, ...onEvent, ...this.#byHand(), ...extra },
      () => {
        this.refunded += amount;
        this.status = this.#statusFromSums();
      },
    );
  }

  /** Releases what has not been captured. */
  voidRest(at: number): void {
    const amount = this.authorized - this.captured - this.voided;
    if (amount <= 0) return;
    this.#write(at, "VOID", { success: true, amount, ...this.#byHand() }, () => {
      this.voided += amount;
      this.status = this.captured === 0 ? "AUTHORIZATION_VOIDED" : this.#statusFromSums();
    });
  }

  /** Asks for a capture or refund that is answered later; the request id to answer it with. */
  request(at: number, operation: "CAPTURE" | "REFUND" | "VOID", lines: readonly Line[]): string {
    const requestId = this.#setting.dice.uuid();
    const { items } = splitLines(lines, undefined);
    this.#write(at, `INITIATE_${operation}`, {
      success: true,
      amount: total(lines),
      items,
      ...this.#byHand(),
      request_id: requestId,
    });
    return requestId;
  }

  /** An operation that moved nothing. */
  fail(
    at: number,
    operation: "CAPTURE" | "REFUND" | "VOID",
    lines: readonly Line[],
    failure: FailureKind,
    extra: Entry,
  ): void {
    const { items } = splitLines(lines, undefined);
    const error = errorOf(failure, at);
    this.#write(at, operation, {
      success: false,
      amount: total(lines),
      items,
      error,
      ...this.#byHand(),
      ...extra,
    });
  }

  /** An event of a name nobody has heard of. */
  note(at: number, event: string, extra: Entry): void {
    this.#write(at, event, { success: true, ...extra });
  }

  /** The id the next event gets. */
  get nextId(): string {
    return String(this.events.length + 1);
  }

  #statusFromSums(): string {
    const open = this.authorized - this.captured - this.voided;
    if (this.refunded === 0) return open > 0 ? "PARTIALLY_CAPTURED" : "CAPTURED";
    if (open > 0) return "PARTIALLY_CAPTURED_REFUNDED";
    return this.refunded < this.captured ? "PARTIALLY_REFUNDED" : "REFUNDED";
  }

  #giftCards(): Entry {
    const { giftCards, dice } = this.#setting;
    if (giftCards.length === 0) return {};
    return { gift_cards: giftCards.map((card) => ({ ...card, transaction_id: dice.uuid() })) };
  }

  /** Through the API by the shop's client, or by a person in the Backoffice. */
  #byHand(): Entry {
    const { dice, clientId } = this.#setting;
    return { created_by: dice.chance(0.7) ? clientId : dice.uuid() };
  }

  #write(at: number, event: string, extra: Entry, apply: () => void = () => {}): void {
    const { method, dice, now } = this.#setting;
    const metadata = operationOf(event)
      ? operationMetadata(method, operationOf(event) ?? "AUTHORIZE", extra.success === true, at, dice)
      : {};
    if (at > now) this.#isOver = true;
    if (this.#isOver) return;
    apply();
    this.lastAt = at;
    const { metadata: given, ...rest } = extra;
    const all = { ...metadata, ...(typeof given === "object" && !Array.isArray(given) ? given : {}) };
    this.events.push({
      id: this.nextId,
      event,
      transaction_status: this.status,
      created_at: new Date(at).toISOString(),
      request_id: dice.uuid(),
      ...rest,
      ...(Object.keys(all).length > 0 ? { metadata: all } : {}),
    });
  }
}

function operationOf(event: string): Operation | undefined {
  const operations: readonly Operation[] = ["INITIALIZE", "AUTHORIZE", "CAPTURE", "REFUND", "VOID"];
  return operations.find((operation) => operation === event);
}

const DAY = 86_400_000;

/** Adds to each capture and refund when it was paid out; gives `transaction.settlement_status`. */
export function settle(events: JsonObject[], product: string, now: number): string {
  const statuses = events.flatMap((event) => {
    const amount = numberAt(event, "amount") ?? 0;
    const isMoney =
      event.success === true && (event.event === "CAPTURE" || event.event === "REFUND") && amount > 0;
    if (!isMoney) return [];
    const at = Date.parse(textAt(event, "created_at") ?? "");
    if (now - at < DAY) return ["NOT_SETTLED"];
    // The payout of a share that nobody can be paid is postponed, for ever (QUIRKS 39).
    if (now - at < 4 * DAY || isPostponed(event)) {
      event.settlements = { settlement_status: "PENDING_SETTLEMENT", events: [] };
      return ["PENDING_SETTLEMENT"];
    }
    const day = new Date(at + 3 * DAY).toISOString().slice(0, 10);
    const isRefund = event.event === "REFUND";
    const fee = isRefund ? 0 : Math.round(amount * 0.0125) + 100;
    event.settlements = {
      settlement_status: "SETTLED",
      events: [
        {
          settlement_id: `stl-${product}-${day}`,
          provider_reference: `${product}-${day.replaceAll("-", "")}`,
          event_correlation_id: `${textAt(event, "request_id")?.slice(0, 8)}`,
          amount: isRefund ? -amount : amount - fee,
          ...(isRefund ? { refund: amount } : { capture: amount, fee }),
        },
      ],
    };
    return ["SETTLED"];
  });
  if (statuses.length === 0) return "NOT_SETTLED";
  if (statuses.every((status) => status === "SETTLED")) return "SETTLED";
  if (statuses.includes("SETTLED")) return "PARTIALLY_SETTLED";
  return statuses.includes("PENDING_SETTLEMENT") ? "PENDING_SETTLEMENT" : "NOT_SETTLED";
}

function isPostponed(event: JsonObject): boolean {
  const shares = [event, ...objectsAt(event, "items")].flatMap((holder) => objectsAt(holder, "splits"));
  return shares.some(({ payout_destination_id: id }) => UNKNOWN_SELLERS.some((unknown) => unknown === id));
}
