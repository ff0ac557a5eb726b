import type { JsonValue } from "./json";
import type { SignatureDifference } from "./signature-difference";

/** What came of one entry of the log. The words of the filter `outcome`, in the order in which a page offers them. */
export const DELIVERY_OUTCOMES = [
  "waiting",
  "applied",
  "unchanged",
  "differs",
  "unconfirmed",
  "parked",
  "late",
  "refused",
  "found",
] as const;

/**
 * waiting: acknowledged, not worked on yet. applied: told us something new. unchanged: we knew it already. differs: its
 * body says other than Dintero's API, whose word was taken (F13). unconfirmed: the API did not know of it within a quarter
 * of an hour (F27). parked: could not be worked on ten times over (F26). late: signed right, outside the time window
 * (F7). refused: not signed by Dintero, or not for us (F6). found: no delivery told us of it, reconciliation did (F48).
 */
export type DeliveryOutcome = (typeof DELIVERY_OUTCOMES)[number];

/** By their names: the order of two entries that share an instant. */
export const LOG_KINDS = ["delivery", "finding", "late", "refusal"] as const;
export type LogKind = (typeof LOG_KINDS)[number];

export type Channel = "callback" | "webhook";

/** One line of the log. Ids, references and words only: nothing personal. */
export interface DeliveryLogRow {
  /** Names the entry in `/callbacks/{id}`, whatever its kind. */
  readonly id: string;
  readonly kind: LogKind;
  /** When it came, or was found; ISO. */
  readonly at: string;
  readonly channel?: Channel | undefined;
  readonly outcome: DeliveryOutcome;
  readonly event?: string | undefined;
  readonly error?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly merchantReference?: string | undefined;
  /** How many times these very bytes of a signature came (F21). */
  readonly receipts: number;
  /** How many times it was worked on. */
  readonly attempts: number;
  /** The status we answered with; absent for what nobody sent. */
  readonly answer?: number | undefined;
  /** Why it was refused, or what the last attempt failed with. */
  readonly code?: string | undefined;
  /** Whether the order stood elsewhere after it; absent when that is not known. */
  readonly changed?: boolean | undefined;
}

/** One page of the log, newest first. */
export interface CallbackPage {
  readonly rows: readonly DeliveryLogRow[];
  /** For `before`: what is older than the last row; absent at the end. */
  readonly older?: string | undefined;
  /** For `after`: what is newer than the first row, also what comes from now on; absent when there is no row. */
  readonly newer?: string | undefined;
  /** Whether this page is not the newest. */
  readonly hasNewer: boolean;
}

export type SignedPart = "timestamp" | "account" | "method" | "hostname" | "pathname" | "query";

export type VerificationCheck = "secret" | "header" | "format" | "window" | "digest";

/** How the signature was judged when it came. It is never judged again, and never for the better. */
export interface Verification {
  readonly result: "verified" | "late" | "refused";
  /** `v0-hmac-sha256` covers time, account, method, host, path and query; `hmac-sha1` the body and nothing else. */
  readonly scheme: "v0-hmac-sha256" | "hmac-sha1";
  /** Which of the configured secrets matched: 0 is the newest. */
  readonly keyNumber?: number | undefined;
  /** The signed time, ISO. */
  readonly signedAt?: string | undefined;
  /** Our clock less the signed time. */
  readonly skewSeconds?: number | undefined;
  readonly toleranceSeconds: number;
  readonly checks: readonly {
    readonly check: VerificationCheck;
    readonly state: "passed" | "failed" | "not-reached";
  }[];
  /** The signed text as we build it, in its order, a line for each; empty for a webhook. */
  readonly parts: readonly {
    readonly part: SignedPart;
    /** Absent where it is not kept: a refused request leaves the names of its parameters only. */
    readonly value?: string | undefined;
  }[];
  /** The query sorted as it is signed, a parameter a line. */
  readonly sortedQuery: readonly QueryParameter[];
  /** First and last six characters of each. */
  readonly receivedDigest?: string | undefined;
  readonly expectedDigest?: string | undefined;
  /** The first other reading under which a refused signature would have been right. */
  readonly matchesWhen?: { readonly difference: SignatureDifference; readonly value: string } | undefined;
}

export interface QueryParameter {
  readonly name: string;
  /** Absent where it is not kept, or is a secret. */
  readonly value?: string | undefined;
  /** The value shown is not the value sent. */
  readonly isMasked: boolean;
}

/** The request as it was kept. */
export interface RequestView {
  readonly method?: string | undefined;
  readonly pathname: string;
  /** As on the request line; absent when a value in it is masked for this reader, or nothing was kept. */
  readonly rawQuery?: string | undefined;
  /** In the order sent. */
  readonly query: readonly QueryParameter[];
  /** Those we keep; of a signature only its ends. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly peerAddress?: string | undefined;
  /** Whether that is one of the addresses Dintero publishes: a hint, no gate. */
  readonly isPublishedAddress: boolean;
  /** Dintero's own id of this try. */
  readonly eventDelivery?: string | undefined;
}

/** The body as the reader's role may see it. */
export interface BodyView {
  /** omitted: larger than we keep. removed: past its retention. unkept: kinds of entry that keep none. */
  readonly state: "absent" | "kept" | "omitted" | "removed" | "unkept";
  /** none: this role reads no bodies. masked: without personal data. clear: whole, less every secret. */
  readonly access: "none" | "masked" | "clear";
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256?: string | undefined;
  /** sha256 of other bodies under the same signature (F14). */
  readonly variants: readonly string[];
  /** Absent until looked at, and when there is none. */
  readonly isJson?: boolean | undefined;
  /** A readable body, projected. Absent when it is longer than is shown: then `text`. */
  readonly json?: JsonValue | undefined;
  /** Of a body that is no JSON, and only where `access` is "clear": nobody can tell what is personal in it. */
  readonly text?: string | undefined;
  readonly textForm?: "text" | "hex" | "json" | undefined;
  /** Only the first 64 kB are shown. */
  readonly isCut: boolean;
  /** Paths at which the body differs from Dintero's answer; absent until compared. */
  readonly differences?: readonly string[] | undefined;
}

/** Where an order stands. Amounts in minor units of `currency`. */
export interface Figures {
  readonly status: string;
  readonly currency: string;
  readonly authorized: number;
  readonly captured: number;
  readonly refunded: number;
  readonly voided: number;
  readonly remaining: number;
}

export type FigureName = keyof Figures;

/** What an attempt did to the order, or would do. */
export interface EffectView {
  /** Absent when the order was not in the store. */
  readonly before?: Figures | undefined;
  readonly after?: Figures | undefined;
  /** The figures that are not the same; without `before`, all of them. */
  readonly changes: readonly {
    readonly figure: FigureName;
    readonly before?: string | number | undefined;
    readonly after?: string | number | undefined;
  }[];
  /** Whether anything was learnt, figures or not: an event without an amount is news too. */
  readonly isChanged: boolean;
  /** Why nothing changed. repeat: `sameAs` told the same. known: we had it already. no-order: it names none. */
  readonly unchangedBecause?: "repeat" | "known" | "no-order" | undefined;
  /** The log's id of the earlier entry. */
  readonly sameAs?: string | undefined;
}

/** One re-processing, whoever asked for it. */
export interface ReprocessAttempt {
  readonly at: string;
  /** Name of who asked, or their e-mail address; absent when the account is gone. */
  readonly by?: string | undefined;
  /** queued: handed to the worker with many others. */
  readonly outcome: "applied" | "unconfirmed" | "failed" | "queued";
  readonly code?: string | undefined;
  readonly effect?: EffectView | undefined;
}

export interface DeliveryDetail extends DeliveryLogRow {
  /** Absent for a finding: nobody sent it. */
  readonly verification?: Verification | undefined;
  readonly request?: RequestView | undefined;
  readonly body: BodyView;
  /** Absent until worked on. */
  readonly effect?: EffectView | undefined;
  readonly processing: {
    readonly state: "received" | "fetched" | "applied" | "parked" | "unconfirmed" | "none";
    readonly attempts: number;
    /** Attempts that count towards parking. */
    readonly failures: number;
    readonly lastError?: string | undefined;
    /** ISO; only while it waits. */
    readonly nextAttemptAt?: string | undefined;
    readonly processedAt?: string | undefined;
  };
  readonly lastReceivedAt?: string | undefined;
  /** Newest first, fifty at most, this one left out. */
  readonly siblings: readonly (DeliveryLogRow & {
    /** delivery: Dintero's own id of the try is the same (F22). */
    readonly shares: "delivery" | "transaction" | "session";
  })[];
  /** Newest first. */
  readonly reprocessed: readonly ReprocessAttempt[];
  readonly eventId?: string | undefined;
  /** When the event happened, of a finding; ISO. */
  readonly eventAt?: string | undefined;
}

/** Where reconciliation stands. Instants are ISO; absent: not yet. */
export interface CheckState {
  readonly lastStartedAt?: string | undefined;
  /** When a run last read everything. */
  readonly lastFinishedAt?: string | undefined;
  /** The code of what the last run failed with, for example "upstream-timeout"; absent when it did not. */
  readonly lastError?: string | undefined;
  /** Everything that Dintero's lists say happened before it is known here. */
  readonly completeTo?: string | undefined;
  /** How much was found by check, and told by no delivery, in the last 24 hours. */
  readonly found24h: number;
  /** Documents of Dintero's that cannot be read at present. */
  readonly unreadable: number;
}

export interface IntakeHealth {
  /** Anything at all that we acknowledged, ever. */
  readonly hasEverReceived: boolean;
  readonly lastReceivedAt?: string | undefined;
  /** Median gap in the same three hours of the last seven days; absent when they hold too little. */
  readonly usualGapSeconds?: number | undefined;
  /** Whether it has been unusually long since the last one. */
  readonly isSilent: boolean;
  readonly last24h: {
    readonly received: number;
    readonly applied: number;
    readonly refused: number;
    readonly late: number;
    readonly duplicates: number;
    /** True when a count went past what we count up to: then each is "at least". */
    readonly isAtLeast: boolean;
  };
  readonly waiting: number;
  readonly oldestWaitingAt?: string | undefined;
  readonly parked: number;
  readonly unconfirmed: number;
  /** From the addresses that Dintero publishes. */
  readonly refusedInTenMinutes: number;
  /** Five of those: Dintero itself is being refused (F6). */
  readonly isRefusingDintero: boolean;
  /** The reading under which most recent refusals would have been right: the single most likely cause. */
  readonly likelyCause?: { readonly difference: SignatureDifference; readonly value: string } | undefined;
  readonly check: CheckState;
  /** What the callback addresses of the newest sessions do not ask for. */
  readonly flagWarnings: {
    /** True when `report_error` is missing. */
    readonly reportError: boolean;
    /** The missing ones of CAPTURE, REFUND and VOID. */
    readonly reportEvents: readonly string[];
    /** How many sessions were looked at, and how many of them send their callbacks to another host. */
    readonly sessions: number;
    readonly elsewhere: number;
  };
  /** The address to configure, with every flag. */
  readonly callbackUrl: string;
  /** Acknowledged per hour of the last 24, oldest first. */
  readonly rate: readonly number[];
}

/** What re-processing one entry did, or with `isDryRun` would do. */
export interface ReprocessResult {
  readonly isDryRun: boolean;
  readonly outcome: "applied" | "unconfirmed" | "failed";
  /** Why it failed, or is unconfirmed. */
  readonly code?: string | undefined;
  readonly effect?: EffectView | undefined;
}

/** Re-processing everything that is parked. */
export interface BulkReprocessResult {
  readonly isDryRun: boolean;
  /** How many it affects. */
  readonly affected: number;
}
