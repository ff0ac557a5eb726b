import "server-only";
import { recordAudit } from "@/lib/db/audit";
import { listParts, type PartQuestion } from "@/lib/db/payout-parts";
import type { Snapshot } from "@/lib/db/snapshot";
import type { CsvFormat } from "@/lib/domain/csv-format";
import type { JsonObject } from "@/lib/domain/json";
import { type MinorUnits, minorUnits } from "@/lib/domain/minor-units";
import { offsetInstant } from "@/lib/domain/offset-instant";
import { readPayoutExport } from "@/lib/domain/payout-export";
import {
  type PayoutProblem,
  type PayoutQuery,
  payoutParams,
  type SplitsQuery,
  splitsParams,
} from "@/lib/domain/payout-query";
import type { HeldPart, PayoutRow } from "@/lib/domain/payout-report";
import { AppError, isAppError } from "@/lib/errors";
import { type CsvCell, csvLine, csvStart } from "@/lib/format/csv";
import { runtime } from "@/lib/runtime";
import { pageStream } from "./page-stream";
import { partQuestionOf, readPayoutQuery, readPayouts, readSplitsQuery } from "./payouts";
import type { RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

export interface PayoutFile {
  readonly body: ReadableStream<Uint8Array> | string;
  readonly fileName: string;
}

type Asked<T> = T | { readonly problems: readonly Pick<PayoutProblem, "name" | "reason">[] };

/**
 * The file that `params` ask for, or what is wrong with them. Its audit row is written before this returns (F61). Without
 * the right to export names, figures only: no reference and no id of an order or an event.
 * @param signal aborted when whoever asked has gone
 * @throws AppError "forbidden", "overloaded", "audit-unavailable" or "storage-unavailable"
 */
export async function exportPayouts(
  viewer: Viewer,
  params: URLSearchParams,
  origin: RequestOrigin,
  signal: AbortSignal,
): Promise<Asked<PayoutFile>> {
  if (!viewer.may("payouts.export")) throw new AppError("forbidden", `${viewer.role} may not export payouts`);
  const { asked, rest, problems } = readPayoutExport(params);
  const made =
    asked.rows === "destinations" ? await readPayoutQuery(viewer, rest) : await readSplitsQuery(viewer, rest);
  if (problems.length + made.problems.length > 0) return { problems: [...problems, ...made.problems] };
  return asked.rows === "destinations"
    ? destinationsFile(viewer, made.query, asked.format, origin)
    : partsFile(viewer, made.query, asked.format, origin, signal);
}

/** More sellers than anybody has. */
const EVERY_ROW = 1_000_000;

interface DestinationRow {
  readonly currency: string;
  readonly row: PayoutRow;
}

async function destinationsFile(
  viewer: Viewer,
  query: PayoutQuery,
  format: CsvFormat,
  origin: RequestOrigin,
): Promise<PayoutFile> {
  const report = await readPayouts(viewer, query, EVERY_ROW);
  const rows = report.payouts.flatMap((payouts) =>
    payouts.rows.map((row) => ({ currency: payouts.currency, row })),
  );
  const details = { filter: payoutParams(query).toString(), rows: rows.length };
  const fileName = await recorded(viewer, "payouts", origin, details);
  const columns: readonly Column<DestinationRow>[] = [
    text("from", () => report.from),
    text("to", () => report.to),
    text("payout_destination_id", ({ row }) => row.destination),
    text("own_account", ({ row }) => (row.destination === undefined ? "yes" : "no")),
    text("currency", ({ currency }) => currency),
    ...(["captured", "refunded", "net", "fee", "settled", "unsettled"] as const).flatMap((name) =>
      money<DestinationRow>(
        name,
        ({ row }) => row[name],
        ({ currency }) => currency,
      ),
    ),
    whole("captures", ({ row }) => row.capturedCount),
    whole("refunds", ({ row }) => row.refundedCount),
    text("never_settled", ({ row }) => (row.isNeverSettled ? "yes" : "no")),
  ];
  return { body: csvStart(format) + headings(columns, format) + linesOf(columns, rows, format), fileName };
}

/** Parts of one page: a few hundred kilobytes. */
const PAGE = 1_000;

async function partsFile(
  viewer: Viewer,
  query: SplitsQuery,
  format: CsvFormat,
  origin: RequestOrigin,
  signal: AbortSignal,
): Promise<PayoutFile> {
  const { question } = partQuestionOf(viewer, query);
  const mayName = viewer.may("orders.export-names");
  const snapshot = await runtime().openSnapshot();
  const close = () => void snapshot.close();
  if (signal.aborted) close();
  signal.addEventListener("abort", close, { once: true });
  const end = () => {
    signal.removeEventListener("abort", close);
    close();
  };
  try {
    const pages = pagesOf(snapshot, question, format, mayName);
    const first = await pages.next();
    const details = { filter: splitsParams({ ...query, after: undefined }).toString() };
    const fileName = await recorded(viewer, "payout-splits", origin, details);
    const { log } = runtime();
    const body = pageStream({
      pages: startingWith(first, pages),
      onEnd: end,
      onBroken: (error) =>
        log.error("export.broken", {
          code: isAppError(error) ? error.code : "internal",
          request_id: origin.requestId,
          error,
        }),
    });
    return { body, fileName };
  } catch (error) {
    end();
    throw error;
  }
}

async function* startingWith(
  first: IteratorResult<string, void>,
  pages: AsyncGenerator<string>,
): AsyncGenerator<string> {
  if (first.done === true) return;
  yield first.value;
  yield* pages;
}

async function* pagesOf(
  snapshot: Snapshot,
  question: PartQuestion,
  format: CsvFormat,
  mayName: boolean,
): AsyncGenerator<string> {
  const columns = partColumns(mayName, runtime().env.businessTimeZone);
  let start = csvStart(format) + headings(columns, format);
  for (let after: HeldPart | undefined; ; ) {
    const parts: readonly HeldPart[] = await listParts(snapshot, question, { after, limit: PAGE });
    yield start + linesOf(columns, parts, format);
    start = "";
    after = parts.at(-1);
    if (parts.length < PAGE || after === undefined) return;
  }
}

interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => CsvCell;
}

const text = <Row>(heading: string, of: (row: Row) => string | undefined): Column<Row> => ({
  heading,
  cell: (row) => ({ text: of(row) }),
});
const whole = <Row>(heading: string, of: (row: Row) => number): Column<Row> => ({
  heading,
  cell: (row) => ({ whole: of(row) }),
});

/** An amount twice: as a decimal that a person reads, and in minor units. */
function money<Row>(
  name: string,
  of: (row: Row) => MinorUnits | undefined,
  currencyOf: (row: Row) => string,
): readonly Column<Row>[] {
  const cell = (row: Row, known: (amount: MinorUnits) => CsvCell): CsvCell => {
    const amount = of(row);
    return amount === undefined ? { text: undefined } : known(amount);
  };
  return [
    { heading: name, cell: (row) => cell(row, (amount) => ({ amount, currency: currencyOf(row) })) },
    { heading: `${name}_minor`, cell: (row) => cell(row, (amount) => ({ whole: amount })) },
  ];
}

/** Refunds are negative, so that a sum is what is left. */
function partColumns(mayName: boolean, timeZone: string): readonly Column<HeldPart>[] {
  const currencyOf = ({ currency }: HeldPart) => currency;
  const signed = ({ kind }: HeldPart, amount: MinorUnits) => (kind === "refund" ? negative(amount) : amount);
  const named = (...columns: readonly Column<HeldPart>[]) => (mayName ? columns : []);
  return [
    text(`at (${timeZone})`, ({ at }) => offsetInstant(at, timeZone)),
    ...named(
      text("merchant_reference", (part) => part.merchantReference),
      text("session_id", (part) => part.sessionId),
      text("transaction_id", (part) => part.transactionId),
      text("event_id", (part) => part.eventId),
    ),
    text("event", ({ kind }) => kind.toUpperCase()),
    text("part", ({ part }) => part),
    text("payout_destination_id", (part) => part.payoutDestinationId),
    text("currency", currencyOf),
    ...money<HeldPart>("amount", (part) => signed(part, part.amount), currencyOf),
    ...money<HeldPart>("event_amount", (part) => signed(part, part.eventAmount), currencyOf),
    ...money<HeldPart>("fee", (part) => part.fee, currencyOf),
    text("settled", ({ isSettled }) => (isSettled ? "yes" : "no")),
    ...named(text("settlement_ids", ({ settlementIds }) => settlementIds.join(" | "))),
    text("payment_product_type", (part) => part.paymentProductType),
    text("store_id", (part) => part.storeId),
  ];
}

function negative(amount: MinorUnits): MinorUnits {
  return minorUnits(0 - amount);
}

function headings<Row>(columns: readonly Column<Row>[], format: CsvFormat): string {
  return csvLine(
    columns.map(({ heading }) => ({ text: heading })),
    format,
  );
}

function linesOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[], format: CsvFormat): string {
  return rows
    .map((row) =>
      csvLine(
        columns.map(({ cell }) => cell(row)),
        format,
      ),
    )
    .join("");
}

/** Writes down what is exported. @returns the file's name, "payouts-20260512T100000Z.csv" */
async function recorded(
  viewer: Viewer,
  name: string,
  origin: RequestOrigin,
  details: JsonObject,
): Promise<string> {
  const { env, db, now } = runtime();
  const at = now();
  await recordAudit(db, {
    ...{ accountId: env.accountId, at, actorId: viewer.userId, action: "payouts.export", outcome: "done" },
    ...origin,
    details,
  });
  return `${name}-${new Date(at).toISOString().replace(/\.\d+/, "").replaceAll(/[-:]/g, "")}.csv`;
}
