import type { Settlement } from "@/lib/domain/settlement";
import { AppError } from "@/lib/errors";
import { type ListPage, readEntries } from "./answers";
import { type AttachmentFile, attachmentOf } from "./attachment-file";
import { invalidResponse } from "./errors";
import { parseProviderId } from "./ids";
import { isJsonObject } from "./json";
import type { CallOptions, Get, GetFile } from "./request";
import { settlementPageSchema } from "./settlement-schema";
import { toSettlement } from "./to-domain";

/**
 * Filters of `GET /v1/accounts/{aid}/settlements` (API.md 9). Instants are ISO and inclusive. Dintero calls the time of
 * settling `created_at` here; its other pair, `item_created_at`, changes what paging goes by and is not used.
 */
export interface SettlementFilter {
  /** 1 to 1,000; Dintero's own default is 10. */
  readonly limit?: number | undefined;
  readonly after?: SettlementPlace | undefined;
  readonly settledAtGte?: string | undefined;
  readonly settledAtLte?: string | undefined;
}

/** Where a page ended. It takes both to go on from there. */
export interface SettlementPlace {
  readonly id: string;
  readonly settledAt: string;
}

export interface SettlementPage extends ListPage<Settlement> {
  /** Absent at the end. The last page may have one too: then what comes after it is empty. */
  readonly next?: SettlementPlace | undefined;
}

/** @throws DinteroError with reason "not-granted" when our API client lacks a scope for settlements */
export async function listSettlements(
  get: Get,
  accountId: string,
  { limit, after, settledAtGte, settledAtLte }: SettlementFilter,
  options?: CallOptions,
): Promise<SettlementPage> {
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= 1000)) {
    throw new AppError("invalid-request", "a page of settlements holds 1 to 1000 entries");
  }
  const query = new URLSearchParams();
  const add = (name: string, value: string | undefined) => value !== undefined && query.append(name, value);
  add("limit", limit?.toString());
  add("created_at.gte", settledAtGte);
  add("created_at.lte", settledAtLte);
  add("starting_after_id", after?.id);
  add("starting_after_date", after?.settledAt);
  const answer = await get("settlements", `/v1/accounts/${accountId}/settlements`, query, options);
  const page = settlementPageSchema.safeParse(answer.body);
  if (!page.success || !isJsonObject(answer.body)) {
    throw invalidResponse("wrong-shape", "body", "not a page of settlements", answer);
  }
  const { items, last_evaluated_key: key } = page.data;
  const next =
    key?.id === undefined || key.settled_at === undefined
      ? undefined
      : { id: key.id, settledAt: key.settled_at };
  return { ...readEntries(items, "items", answer, accountId, toSettlement), next };
}

/**
 * The file of an attachment, or where Dintero says that it is: that address is nobody we know, and is not asked.
 * @throws InvalidIdError for ids that do not fit into a path, DinteroError
 */
export async function getSettlementAttachment(
  getFile: GetFile,
  accountId: string,
  { settlementId, attachmentId }: { readonly settlementId: string; readonly attachmentId: string },
  options?: CallOptions,
): Promise<AttachmentFile> {
  const [settlement, attachment] = [settlementId, attachmentId].map((id) =>
    encodeURIComponent(parseProviderId(id, accountId)),
  );
  const path = `/v1/accounts/${accountId}/settlements/${settlement}/attachments/${attachment}`;
  return attachmentOf(await getFile("settlement-attachment", path, options));
}
