import Link from "next/link";
import { useTranslations } from "next-intl";
import { type AuditFilter, auditHref, NOBODY } from "@/lib/domain/audit-filter";

interface ActorProps {
  readonly actorId: string | undefined;
  readonly name: string | undefined;
  /** What the link keeps besides the person. */
  readonly filter?: Partial<AuditFilter> | undefined;
}

/** Who it was, by name; leads to all that they did. */
export function Actor({ actorId, name, filter }: ActorProps) {
  const t = useTranslations("audit");
  const shown = actorId === undefined ? t("nobody") : (name ?? t("goneUser", { id: actorId }));
  const { before: _before, after: _after, ...rest } = filter ?? {};
  return (
    <Link
      href={auditHref({ ...rest, actor: actorId ?? NOBODY })}
      prefetch={false}
      title={t("list.sameWho", { name: shown })}
      className={
        actorId === undefined
          ? "rounded text-ink-faint hover:underline"
          : "rounded text-accent hover:underline"
      }
    >
      <bdi className="wrap-anywhere">{shown}</bdi>
    </Link>
  );
}
