import type { Queryable } from "@/lib/db/connect";
import type { StoredDocument } from "@/lib/db/documents";
import { findErasure } from "@/lib/db/erasures";
import { instantColumn } from "@/lib/db/rows";
import type { JsonObject } from "@/lib/domain/json";
import { personalIdentifiers } from "@/lib/domain/personal-identifiers";
import { withoutPersonalData } from "@/lib/domain/projection";
import { digestOf } from "./storable";

/** One half of an order, as far as an erasure may be about it. */
interface Half {
  readonly documentId: string;
  readonly linkedId?: string | undefined;
  readonly document: JsonObject;
}

/**
 * When the person of these documents, the halves of one order, was erased: by its ids; or by an e-mail address or
 * telephone number in them, unless the order was placed after that erasure. Undefined when they were not. Asked before
 * a document is kept, and before it is shown.
 */
export function findErasureOf(
  db: Queryable,
  accountId: string,
  halves: readonly Half[],
): Promise<string | undefined> {
  const people = halves.map(({ document }) => personalIdentifiers(document));
  const created = halves.map(({ document }) => document.created_at);
  const instants = created.flatMap((at) => (typeof at === "string" ? (instantColumn(at) ?? []) : []));
  return findErasure(db, accountId, {
    ids: halves.flatMap(({ documentId, linkedId }) =>
      linkedId === undefined ? [documentId] : [documentId, linkedId],
    ),
    emails: people.flatMap(({ emails }) => emails),
    phones: people.flatMap(({ phones }) => phones),
    createdAt: instants.toSorted()[0],
  });
}

/** `stored` as it is kept once its person was erased at `erasedAt` (ISO). */
export function erased(stored: StoredDocument, erasedAt: string): StoredDocument {
  const document = withoutPersonalData(stored.document);
  return { ...stored, document, digest: digestOf(document), erasedAt };
}
