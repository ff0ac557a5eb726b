import { z } from "zod";
import type { JsonObject } from "@/lib/domain/json";
import type { Queryable } from "./connect";
import { documentField, readRows } from "./rows";

const rowFields = z.object({
  kind: z.string(),
  documentId: z.string(),
  linkedId: z.string().optional(),
  document: documentField.optional(),
});

/** A document that may name a person. */
export interface NamingDocument {
  readonly documentId: string;
  readonly linkedId?: string | undefined;
  readonly document: JsonObject;
}

/** As many as are read within a statement's time. */
const PAGE = 1_000;

/**
 * Every stored document in whose text one of `texts` stands, or one of `digits` whatever separates them: a superset of
 * those that name the person, found by reading all, since an order is indexed by one address of several.
 */
export async function* documentsNaming(
  db: Queryable,
  accountId: string,
  { texts, digits }: { readonly texts: readonly string[]; readonly digits: readonly string[] },
): AsyncGenerator<NamingDocument> {
  const patterns = (parts: readonly string[]) => parts.map((part) => `%${part.replace(/[\\%_]/g, "\\$&")}%`);
  let after = ["", ""];
  for (;;) {
    const { rows } = await db.query(
      `select kind, document_id, linked_id,
         case when lower(document::text) like any($4) or translate(document::text, ' ().-/', '') like any($5)
           then document end as document
       from (
         select * from order_documents where account_id = $1 and (kind, document_id) > ($2, $3)
         order by kind, document_id limit ${PAGE}
       ) as page
       order by kind, document_id`,
      [accountId, ...after, patterns(texts), patterns(digits)],
    );
    const page = readRows(rowFields, rows);
    for (const { documentId, linkedId, document } of page)
      if (document !== undefined) yield { documentId, linkedId, document };
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = [last.kind, last.documentId];
  }
}
