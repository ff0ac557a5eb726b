import "server-only";
import { recordAudit } from "@/lib/db/audit";
import { findSettlement } from "@/lib/db/settlements";
import type { AttachmentFile } from "@/lib/dintero/client";
import type { SettlementAttachment } from "@/lib/domain/settlement";
import { AppError, isAppError } from "@/lib/errors";
import { runtime } from "@/lib/runtime";
import type { RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

/** What a browser may be told a file is. Anything else is bytes: it must never run or be drawn on our origin. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  csv: "text/csv; charset=utf-8",
  xml: "application/xml",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  zip: "application/zip",
};

export type OpenedFile =
  | {
      readonly kind: "file";
      readonly bytes: Uint8Array;
      readonly fileName: string;
      readonly contentType: string;
    }
  /** Dintero says that it is at another address. We do not ask there; the person may. */
  | { readonly kind: "link"; readonly url: string };

/** A file is up to 25 MB in memory. */
const AT_ONCE = 3;
let open = 0;

/**
 * An attachment, fetched from Dintero for this viewer. Written down before it is handed on (F61).
 * @param signal aborted when whoever asked has gone
 * @throws AppError "forbidden", "not-found", "overloaded", "audit-unavailable", or as Dintero does
 */
export async function openSettlementFile(
  viewer: Viewer,
  { settlementId, attachmentId }: { readonly settlementId: string; readonly attachmentId: string },
  origin: RequestOrigin,
  signal?: AbortSignal,
): Promise<OpenedFile> {
  if (!viewer.may("settlements.file")) throw new AppError("forbidden", `${viewer.role} may not have files`);
  const { db, env, dintero, now } = runtime();
  const settlement = await findSettlement(db, env.accountId, settlementId);
  const attachment = settlement?.attachments.find(({ id }) => id === attachmentId);
  if (attachment === undefined) throw new AppError("not-found", "no such attachment");
  const record = (outcome: "done" | "failed") =>
    recordAudit(db, {
      accountId: env.accountId,
      ...{ at: now(), actorId: viewer.userId, action: "settlements.file", outcome },
      subject: { kind: "settlement", id: settlementId },
      ...origin,
      details: { attachment: attachmentId },
    });
  if (open >= AT_ONCE) throw new AppError("overloaded", `${AT_ONCE} files are being fetched already`);
  open += 1;
  let file: AttachmentFile;
  try {
    file = await dintero.getSettlementAttachment({ settlementId, attachmentId }, { signal });
  } catch (error) {
    if (isAppError(error)) await record("failed");
    throw error;
  } finally {
    open -= 1;
  }
  await record("done");
  if (file.kind === "link") return file;
  return { ...file, ...nameOf(settlementId, attachment, file.bytes) };
}

/** A name of ours, whatever Dintero calls the file: it goes into a header, and onto somebody's disk. */
function nameOf(
  settlementId: string,
  { id, extension = "" }: SettlementAttachment,
  bytes: Uint8Array,
): { readonly fileName: string; readonly contentType: string } {
  const ending = extension.toLowerCase();
  const known = CONTENT_TYPES[ending];
  const isRight = ending !== "pdf" || Buffer.from(bytes.subarray(0, 5)).toString("latin1") === "%PDF-";
  const safe = (text: string) => text.replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 80);
  const suffix = known === undefined || !isRight ? "bin" : ending;
  return {
    fileName: `settlement-${safe(settlementId)}-${safe(id)}.${suffix}`,
    contentType: suffix === "bin" ? "application/octet-stream" : (known ?? "application/octet-stream"),
  };
}
