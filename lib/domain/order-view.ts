import type { ErrorCode } from "@/lib/errors";
import type { CallbackStory } from "./callback-story";
import type { JsonObject } from "./json";
import type { Order, OrderDocuments } from "./order";
import type { OrderContext } from "./order-context";

/** Another order with the same merchant reference: each retry is a session of its own. */
export interface SiblingOrder {
  readonly href: string;
  readonly id: string;
  readonly status: string;
  readonly createdAt?: string | undefined;
  readonly amountMinor: number;
  readonly currency: string;
  readonly paymentProductType?: string | undefined;
}

/** One half of an order that Dintero did not give although the other half names it. */
export interface PartProblem {
  readonly code: ErrorCode;
  /** When Dintero gave the saved copy that stands in its place, ISO; absent when there is none. */
  readonly savedAt?: string | undefined;
}

/** Everything the order page needs, already projected for the viewer's role: nothing in it may be withheld later. */
export interface OrderView extends OrderDocuments {
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly order: Order;
  /**
   * Dintero's own objects, projected; for the raw view and for the leaves no section shows. Masked even while contact
   * data is revealed, unless the role may read raw JSON with personal data.
   */
  readonly documents: {
    readonly session?: JsonObject | undefined;
    readonly transaction?: JsonObject | undefined;
  };
  /** When this view was made, ISO: what "in two hours" is counted from. */
  readonly readAt: string;
  /** When Dintero gave us this, ISO. */
  readonly fetchedAt: string;
  readonly source: "dintero" | "saved";
  /** Why Dintero did not answer, when `source` is "saved". */
  readonly staleBecause?: ErrorCode | undefined;
  /** A half that is missing or an older copy while the rest is fresh. */
  readonly problems: {
    readonly session?: PartProblem | undefined;
    readonly transaction?: PartProblem | undefined;
  };
  readonly siblings: readonly SiblingOrder[];
  /** What happened around the order: other orders of its reference or its customer. */
  readonly context: OrderContext;
  /** What became of telling us of its outcome. */
  readonly callbackStory: CallbackStory;
  readonly contact: {
    readonly isMasked: boolean;
    /** May this viewer ask to see contact data. */
    readonly canReveal: boolean;
    /** ISO; contact data is masked again after it. */
    readonly revealedUntil?: string | undefined;
    /** ISO; when the person was erased: there is nothing to reveal. */
    readonly erasedAt?: string | undefined;
    /** May this viewer have the person erased? */
    readonly canErase: boolean;
  };
  /** Whether the viewer may see raw JSON at all. */
  readonly canReadRaw: boolean;
}
