import "server-only";
import { countAudit, listAudit } from "@/lib/db/audit-log";
import type { Snapshot } from "@/lib/db/snapshot";
import type { AuditRow } from "@/lib/domain/audit-entry";
import { type AuditProblem, auditParams, parseAuditFilter } from "@/lib/domain/audit-filter";
import { CSV_PARAMETERS, type CsvFormat, readCsvFormat } from "@/lib/domain/csv-format";
import { offsetInstant } from "@/lib/domain/offset-instant";
import { ParameterReader } from "@/lib/domain/parameter-reader";
import { isAppError } from "@/lib/errors";
import { type CsvCell, csvLine, csvStart } from "@/lib/format/csv";
import { runtime } from "@/lib/runtime";
import { questionOf, recordAsking } from "./audit";
import { pageStream } from "./page-stream";
import type { RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

export interface OpenedAuditExport {
  readonly body: ReadableStream<Uint8Array>;
  /** Exactly how many entries are in it. */
  readonly entries: number;
  readonly fileName: string;
}

const PAGE = 1_000;
/** What an export has none of. */
const OF_A_PAGE = ["limit", "before", "after"] as const;

/**
 * Opens the file of all entries under the filter of the page's address, newest first, as they are at one moment; its own
 * entry, which is on record before it begins, is not among them.
 * @param signal aborted when whoever asked has gone
 * @throws AppError "forbidden", "overloaded", "audit-unavailable" or "storage-unavailable"
 */
export async function openAuditExport(
  viewer: Viewer,
  params: URLSearchParams,
  origin: RequestOrigin,
  signal: AbortSignal,
): Promise<OpenedAuditExport | { readonly problems: readonly AuditProblem[] }> {
  const { format, rest, problems: own } = readFormat(params);
  const { filter, problems } = parseAuditFilter(rest);
  if (own.length + problems.length > 0) return { problems: [...own, ...problems] };
  const { env, now, log, openSnapshot } = runtime();
  const question = await questionOf(filter);
  const snapshot = await openSnapshot();
  const close = () => void snapshot.close();
  if (signal.aborted) close();
  signal.addEventListener("abort", close, { once: true });
  try {
    const entries = await countAudit(snapshot, question);
    await recordAsking(viewer, "audit.export", origin, {
      details: { filter: auditParams(filter).toString(), entries },
    });
    const body = pageStream({
      pages: pagesOf(snapshot, question, format, env.businessTimeZone),
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
    const stamp = new Date(now()).toISOString().replace(/\.\d+/, "").replaceAll(/[-:]/g, "");
    return { body, entries, fileName: `audit-${stamp}.csv` };
  } catch (error) {
    signal.removeEventListener("abort", close);
    close();
    throw error;
  }
}

function readFormat(params: URLSearchParams): {
  readonly format: CsvFormat;
  readonly rest: URLSearchParams;
  readonly problems: readonly AuditProblem[];
} {
  const read = new ParameterReader(params);
  const format = readCsvFormat(read);
  const problems: AuditProblem[] = [...read.problems];
  const rest = new URLSearchParams(params);
  for (const name of OF_A_PAGE) if (rest.has(name)) problems.push({ name, reason: "unknown-parameter" });
  for (const name of [...OF_A_PAGE, ...CSV_PARAMETERS]) rest.delete(name);
  return { format, rest, problems };
}

async function* pagesOf(
  snapshot: Snapshot,
  question: Parameters<typeof listAudit>[1],
  format: CsvFormat,
  timeZone: string,
): AsyncGenerator<string> {
  const columns = columnsOf(timeZone);
  const headings = columns.map(([heading]) => ({ text: heading }));
  let text = csvStart(format) + csvLine(headings, format);
  let before: string | undefined;
  for (;;) {
    const rows = await listAudit(snapshot, question, { before, limit: PAGE });
    yield text +
      rows
        .map((row) =>
          csvLine(
            columns.map(([, cell]) => cell(row)),
            format,
          ),
        )
        .join("");
    text = "";
    before = rows.at(-1)?.auditId;
    if (rows.length < PAGE) return;
  }
}

type Column = readonly [heading: string, cell: (row: AuditRow) => CsvCell];

/** The heading names the clock; each value says how far that is from UTC. */
function columnsOf(timeZone: string): readonly Column[] {
  const text = (heading: string, of: (row: AuditRow) => string | undefined): Column => [
    heading,
    (row) => ({ text: of(row) }),
  ];
  return [
    text(`at (${timeZone})`, ({ at }) => offsetInstant(at, timeZone)),
    text("actor", ({ actorName }) => actorName),
    text("actor_id", ({ actorId }) => actorId),
    text("action", ({ action }) => action),
    text("outcome", ({ outcome }) => outcome),
    text("subject_kind", ({ subjectKind }) => subjectKind),
    text("subject_id", ({ subjectId }) => subjectId),
    text("reason", ({ reason }) => reason),
    text("address", ({ address }) => address),
    text("request_id", ({ requestId }) => requestId),
    text("details", ({ details }) =>
      Object.keys(details).length === 0 ? undefined : JSON.stringify(details),
    ),
    text("audit_id", ({ auditId }) => auditId),
    text("chain", ({ chain }) => chain),
    ["seq", ({ seq }) => ({ whole: seq })],
  ];
}
