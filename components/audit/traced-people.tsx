import Link from "next/link";
import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Table, Td, Th } from "@/components/ui/table";
import { auditHref, NOBODY } from "@/lib/domain/audit-filter";
import type { TracedPerson, TraceQuestion } from "@/lib/domain/audit-trace";
import { Actor } from "./actor";
import { useActionPhrase } from "./audit-words";
import { Outcome } from "./outcome";

interface TracedPeopleProps {
  readonly people: readonly TracedPerson[];
  readonly question: TraceQuestion & { readonly order: string };
}

/** A row for each person who dealt with the order, with the way to their entries. */
export function TracedPeople({ people, question }: TracedPeopleProps) {
  const t = useTranslations("audit.trace");
  const { order: about, from, to } = question;
  return (
    <Table caption={t("peopleCaption")} isCaptionHidden isStackable>
      <thead>
        <tr>
          <Th>{t("person")}</Th>
          <Th>{t("first")}</Th>
          <Th>{t("last")}</Th>
          <Th isNumeric>{t("times")}</Th>
          <Th>{t("did")}</Th>
          <Th>{t("reasons")}</Th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.actorId ?? ""} className="hover:bg-hover">
            <Td label={t("person")}>
              <Actor actorId={person.actorId} name={person.name} filter={{ from, to }} />
            </Td>
            <Td label={t("first")}>
              <Instant at={person.firstAt} />
            </Td>
            <Td label={t("last")}>
              <Instant at={person.lastAt} />
            </Td>
            <Td label={t("times")} isNumeric>
              <Link
                href={auditHref({ about, from, to, actor: person.actorId ?? NOBODY })}
                prefetch={false}
                className="rounded text-accent hover:underline"
              >
                {person.times}
              </Link>
            </Td>
            <Td label={t("did")}>
              <Doings did={person.did} />
            </Td>
            <Td label={t("reasons")} className="max-w-80">
              <Reasons reasons={person.reasons} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Doings({ did }: Pick<TracedPerson, "did">) {
  const t = useTranslations("audit.trace");
  const phraseOf = useActionPhrase();
  return (
    <ul className="grid gap-0.5">
      {did.map(({ action, outcome, times }) => (
        <li key={`${action} ${outcome}`} className="flex flex-wrap items-center gap-x-2" title={action}>
          {t("didTimes", { what: phraseOf(action), times })}
          {outcome !== "done" && <Outcome outcome={outcome} />}
        </li>
      ))}
    </ul>
  );
}

function Reasons({ reasons }: Pick<TracedPerson, "reasons">) {
  if (reasons.length === 0) return <span className="text-ink-faint">–</span>;
  return (
    <ul className="grid gap-0.5">
      {reasons.map(({ at, reason }) => (
        <li key={`${at} ${reason}`} className="wrap-anywhere">
          <q>{reason}</q> <Instant at={at} className="text-ink-faint text-xs" />
        </li>
      ))}
    </ul>
  );
}
