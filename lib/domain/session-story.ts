import { type Device, deviceOf } from "./device";
import { byInstant, instantOf } from "./instant";
import { readPaymentMethods } from "./payment-methods";
import type { Session, SessionEvent } from "./session";

/** A point a customer gets to on the way to having paid; sentences of the catalogue `order.story.steps`. */
export type StoryStep =
  | "created"
  | "sent"
  | "opened"
  | "address"
  | "shipping"
  | "discount"
  | "tried"
  | "failed"
  | "declined"
  | "cancelled"
  | "held"
  | "paid"
  | "expired";

const STEP_BY_EVENT: Readonly<Record<string, StoryStep>> = {
  INITIATED: "created",
  PUSH_NOTIFICATION_SENT: "sent",
  VISITED: "opened",
  SET_BILLING_ADDRESS: "address",
  SET_SHIPPING_ADDRESS: "address",
  SET_SHIPPING_OPTION: "shipping",
  SET_DISCOUNT_CODES: "discount",
  SET_GIFT_CARD: "discount",
  PAY_LOCK_START: "tried",
  PAY_FAILED: "failed",
  FAILED: "failed",
  DECLINED: "declined",
  CANCELLED: "cancelled",
  ON_HOLD_CALLBACK_SENT: "held",
  AUTHORIZED: "paid",
  COMPLETED: "paid",
};

/** How far along each point is; the outcomes are all at the end. */
const PLACE: Readonly<Record<StoryStep, number>> = {
  created: 0,
  sent: 1,
  opened: 2,
  discount: 3,
  address: 3,
  shipping: 4,
  tried: 5,
  failed: 6,
  declined: 6,
  cancelled: 6,
  held: 7,
  paid: 8,
  expired: 0,
};

export interface StoryPoint {
  readonly step: StoryStep;
  readonly at: string;
  /** Since the point before; absent for the first, and where an instant cannot be read. */
  readonly afterMs?: number | undefined;
  readonly paymentProductType?: string | undefined;
  /** Like points in a row are one. */
  readonly count: number;
}

/** Why a way to pay could not be used. */
export interface NotOffered {
  readonly paymentProductType: string;
  /** "off" in the shop's own profile; else `payability` as received. */
  readonly because: string;
}

/** A session told as what its customer did, where they stopped, and what they had to choose from. */
export interface SessionStory {
  readonly points: readonly StoryPoint[];
  /** The furthest point reached. */
  readonly reached: Exclude<StoryStep, "expired">;
  /** How often the checkout was opened: the loads in one minute are one visit. */
  readonly visits: number;
  readonly tries: number;
  /** Different checkout windows or devices, where the events tell them apart (API.md 4.4). */
  readonly windows?: number | undefined;
  readonly device?: Device | undefined;
  readonly offered: readonly string[];
  readonly notOffered: readonly NotOffered[];
}

/** @param isExpired whether its time ran out before any outcome */
export function storyOfSession(session: Session, isExpired: boolean): SessionStory {
  const events = byInstant(session.events, (event) => event.createdAt);
  const points = pointsOf(events, isExpired ? session.expiresAt : undefined);
  const reached = points.reduce<SessionStory["reached"]>(
    (furthest, { step }) => (step !== "expired" && PLACE[step] >= PLACE[furthest] ? step : furthest),
    "created",
  );
  return {
    points,
    reached,
    visits: visitsOf(events),
    tries: events.filter(({ name }) => name === "PAY_LOCK_START").length,
    windows: windowsOf(events),
    device: deviceOf(session.userAgent),
    ...methodsOf(session),
  };
}

function pointsOf(events: readonly SessionEvent[], expiredAt: string | undefined): readonly StoryPoint[] {
  const points: StoryPoint[] = [];
  const add = (step: StoryStep, at: string, paymentProductType?: string) => {
    const last = points.at(-1);
    if (last?.step === step && (step !== "tried" || last.paymentProductType === paymentProductType)) {
      points[points.length - 1] = { ...last, count: last.count + 1 };
      return;
    }
    const [from, to] = [instantOf(last?.at), instantOf(at)];
    const afterMs = from === undefined || to === undefined ? undefined : Math.max(0, to - from);
    points.push({ step, at, afterMs, paymentProductType, count: 1 });
  };
  for (const { name, createdAt, details } of events) {
    const step = Object.hasOwn(STEP_BY_EVENT, name) ? STEP_BY_EVENT[name] : undefined;
    const product = details.payment_product_type;
    if (step !== undefined)
      add(step, createdAt, step === "opened" || typeof product !== "string" ? undefined : product);
  }
  if (expiredAt !== undefined) add("expired", expiredAt);
  return points;
}

const SAME_VISIT_MS = 60_000;

function visitsOf(events: readonly SessionEvent[]): number {
  const instants = events.filter(({ name }) => name === "VISITED").map((event) => instantOf(event.createdAt));
  return instants.filter((at, place) => {
    const before = instants[place - 1];
    return place === 0 || at === undefined || before === undefined || at - before > SAME_VISIT_MS;
  }).length;
}

function windowsOf(events: readonly SessionEvent[]): number | undefined {
  const ids = events.flatMap(({ requestHeaders }) => {
    const id = requestHeaders?.["dintero-checkout-instance-id"];
    return typeof id === "string" ? [id] : [];
  });
  return ids.length === 0 ? undefined : new Set(ids).size;
}

function methodsOf({ configuration }: Session): Pick<SessionStory, "offered" | "notOffered"> {
  const products = readPaymentMethods(configuration).gateways.flatMap((gateway) => gateway.products);
  return {
    offered: products
      .filter(({ isEnabled, payability }) => isEnabled && isPayable(payability))
      .map(({ paymentProductType }) => paymentProductType),
    notOffered: products
      .filter(({ isEnabled, payability }) => !(isEnabled && isPayable(payability)))
      .map(({ paymentProductType, isEnabled, payability }) => ({
        paymentProductType,
        because: isEnabled || !isPayable(payability) ? (payability ?? "off") : "off",
      })),
  };
}

function isPayable(payability: string | undefined): boolean {
  return payability === undefined || payability === "payable";
}
