import { Identifier } from "@/components/identifier";
import type { AuditRow } from "@/lib/domain/audit-entry";
import { subjectHref, useSubjectWord } from "./audit-words";

/** What an entry was about: its kind in words, its id, and the way there. */
export function Subject({ row }: { readonly row: AuditRow }) {
  const wordOf = useSubjectWord();
  const { subjectKind, subjectId, subjectName } = row;
  if (subjectId === undefined) return <span className="text-ink-faint">–</span>;
  const word = subjectKind === undefined ? "" : (wordOf(subjectKind) ?? subjectKind);
  return (
    <span className="grid min-w-0 max-w-56">
      <span className="text-ink-faint text-xs">{word}</span>
      {subjectName === undefined ? (
        <Identifier value={subjectId} label={word} href={subjectHref(subjectKind, subjectId)} />
      ) : (
        <bdi className="wrap-anywhere">{subjectName}</bdi>
      )}
    </span>
  );
}
