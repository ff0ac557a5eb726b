import "server-only";
import { recordAudit } from "@/lib/db/audit";
import { countOrders, type ExportQuestion, readOrders, readTransactions } from "@/lib/db/order-export";
import type { Snapshot } from "@/lib/db/snapshot";
import { toTransaction } from "@/lib/dintero/to-domain";
import type { JsonObject } from "@/lib/domain/json";
import { type ExportProblem, type OrderExport, readOrderExport } from "@/lib/domain/order-export";
import { orderFilterParams } from "@/lib/domain/order-filter";
import { payoutPartsOf } from "@/lib/domain/payout-parts";
import type { Transaction } from "@/lib/domain/transaction";
import { AppError, isAppError } from "@/lib/errors";
import { csvLine, csvStart } from "@/lib/format/csv";
import { runtime } from "@/lib/runtime";
import { type FileColumn, orderColumns, type PartRow, partColumns } from "./order-columns";
import { listedOrder, readOrderFilter, scopeOf } from "./order-list";
import { pageStream } from "./page-stream";
import type { RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

export interface OpenedExport {
  readonly body: ReadableStream<Uint8Array>;
  /** Exactly how many orders are in it. */
  readonly orders: number;
  readonly fileName: string;
}

/**
 * Opens the export that `params` ask for, or tells what is wrong with them. Everything in it is of one moment. Its audit
 * row is written, and its first page read, before this returns: what cannot begin is an error and no file (F61).
 * @param signal aborted when whoever asked has gone
 * @throws AppError "forbidden", "overloaded", "audit-unavailable" or "storage-unavailable"
 */
export async function openOrderExport(
  viewer: Viewer,
  params: URLSearchParams,
  origin: RequestOrigin,
  signal: AbortSignal,
): Promise<OpenedExport | { readonly problems: readonly ExportProblem[] }> {
  if (!viewer.may("orders.export")) throw new AppError("forbidden", `${viewer.role} may not export`);
  const mayName = viewer.may("orders.export-names");
  const { asked, rest, problems: own } = readOrderExport(params, mayName);
  const { filter, problems } = await readOrderFilter(viewer, rest);
  if (own.length + problems.length > 0) return { problems: [...own, ...problems] };
  const picked = asked.orderKeys.length > 0 ? asked.orderKeys : undefined;
  const isMovedOnly = asked.rows === "splits";
  const question = { scope: scopeOf(viewer), filter, isMovedOnly, orderKeys: picked };
  const snapshot = await runtime().openSnapshot();
  const close = () => void snapshot.close();
  if (signal.aborted) close();
  signal.addEventListener("abort", close, { once: true });
  try {
    const orders = await countOrders(snapshot, question);
    if (picked !== undefined && !isMovedOnly && orders < picked.length) {
      // One of them is not there, or not under the filter: a file without it would not say so.
      signal.removeEventListener("abort", close);
      close();
      return { problems: [{ name: "order", reason: "unknown-value" }] };
    }
    const pages = pagesOf(snapshot, question, asked, mayName);
    const first = await pages.next();
    const { env, now, log } = runtime();
    const at = now();
    await recordAudit(runtime().db, {
      accountId: env.accountId,
      at,
      actorId: viewer.userId,
      action: "orders.export",
      outcome: "done",
      ...origin,
      details: {
        filter: orderFilterParams(filter).toString(),
        orders,
        rows: asked.rows,
        ...(picked === undefined ? {} : { picked }),
        ...(asked.rows === "orders" ? { columns: asked.columns } : {}),
      },
    });
    const body = pageStream({
      pages: startingWith(first, pages),
      onEnd: () => {
        signal.removeEventListener("abort", close);
        close();
      },
      onBroken: (error) =>
        log.error("export.broken", {
          code: isAppError(error) ? error.code : "internal",
          request_id: origin.requestId,
          error,
        }),
    });
    return { body, orders, fileName: fileNameOf(asked, at) };
  } catch (error) {
    signal.removeEventListener("abort", close);
    close();
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

/** The file's text, a page of orders at a time; the first holds the headings, and comes also when there are no orders. */
async function* pagesOf(
  snapshot: Snapshot,
  question: ExportQuestion,
  asked: OrderExport,
  mayName: boolean,
): AsyncGenerator<string> {
  const { timeZone } = question.scope;
  const isSplits = asked.rows === "splits";
  const ofOrders = orderColumns(asked, { mayName, timeZone });
  const ofParts = partColumns({ mayName, timeZone });
  const headings = (isSplits ? ofParts : ofOrders).map(({ heading }) => ({ text: heading }));
  let text = csvStart(asked.format) + csvLine(headings, asked.format);
  const linesOf = <Row>(columns: readonly FileColumn<Row>[], rows: readonly Row[]) =>
    rows.map((row) =>
      csvLine(
        columns.map(({ cell }) => cell(row)),
        asked.format,
      ),
    );
  let done = 0;
  for await (const page of readOrders(snapshot, question)) {
    const orders = page.map(listedOrder);
    const lines = isSplits
      ? linesOf(ofParts, await partRows(snapshot, question, orders, done))
      : linesOf(ofOrders, orders);
    yield text + lines.join("");
    text = "";
    done += page.length;
  }
  if (text !== "") yield text;
}

type Listed = ReturnType<typeof listedOrder>;

async function partRows(
  snapshot: Snapshot,
  { scope }: ExportQuestion,
  orders: readonly Listed[],
  done: number,
): Promise<PartRow[]> {
  const ids = orders.flatMap((order) => order.transaction_id ?? []);
  const documents = await readTransactions(snapshot, scope.accountId, ids);
  return orders.flatMap((order, index) => {
    const document = documents.get(order.transaction_id ?? "");
    const parts = payoutPartsOf(document && readable(document), {
      captured: order.captured.amount,
      refunded: order.refunded.amount,
    });
    return parts.map((part) => ({ orderNumber: done + index + 1, order, part }));
  });
}

/** A document that a newer version of ours cannot read is not itemized; its money is exported all the same. */
function readable(document: JsonObject): Transaction | undefined {
  try {
    return toTransaction(document);
  } catch (error) {
    if (isAppError(error)) return undefined;
    throw error;
  }
}

/** "orders-20260512T100000Z.csv" */
function fileNameOf({ rows }: OrderExport, at: number): string {
  const stamp = new Date(at).toISOString().replace(/\.\d+/, "").replaceAll(/[-:]/g, "");
  return `${rows}-${stamp}.csv`;
}
