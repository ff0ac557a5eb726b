import type { Queryable } from "@/lib/db/connect";
import { documentsNaming } from "@/lib/db/documents-naming";
import { type PersonalIdentifiers, personalIdentifiers } from "@/lib/domain/personal-identifiers";

/** Of a telephone number, what is written in every spelling of it. */
const LAST_DIGITS = 6;

/**
 * The ids of all sessions and transactions that name somebody by one of these addresses or numbers, in whatever place
 * and spelling. Reads every stored document: minutes among a million.
 */
export async function findPerson(
  db: Queryable,
  accountId: string,
  { emails, phones }: PersonalIdentifiers,
): Promise<readonly string[]> {
  const ids = new Set<string>();
  const asked = { texts: emails, digits: phones.map((phone) => phone.slice(-LAST_DIGITS)) };
  for await (const { documentId, linkedId, document } of documentsNaming(db, accountId, asked)) {
    const named = personalIdentifiers(document);
    const isNamed =
      named.emails.some((email) => emails.includes(email)) ||
      named.phones.some((phone) => phones.includes(phone));
    if (!isNamed) continue;
    ids.add(documentId);
    if (linkedId !== undefined) ids.add(linkedId);
  }
  return [...ids].sort();
}
