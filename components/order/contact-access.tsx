import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import type { OrderView } from "@/lib/domain/order-view";
import { ErasePerson } from "./erase-person";
import { RemaskContact } from "./remask-contact";
import { RevealContact } from "./reveal-contact";

interface ContactAccessProps {
  readonly view: OrderView;
}

/** Says whether names, addresses, e-mail, phone and IP are hidden on this page, and lets who may see them. */
export function ContactAccess({ view: { contact, sessionId, transactionId } }: ContactAccessProps) {
  const t = useTranslations("order.reveal");
  const e = useTranslations("order.erase");
  if (contact.erasedAt) {
    return (
      <p className="rounded border border-line bg-sunken px-3 py-2 text-ink-soft text-sm">
        {e("erased")} <Instant at={contact.erasedAt} style="date" />
      </p>
    );
  }
  if (contact.revealedUntil) {
    return (
      <p className="rounded border border-waiting-line bg-waiting-soft px-3 py-2 text-sm text-waiting">
        {t("until")} <Instant at={contact.revealedUntil} style="time" />
        <RemaskContact at={contact.revealedUntil} />
      </p>
    );
  }
  if (!contact.isMasked) return null;
  const id = sessionId ?? transactionId;
  const of = sessionId ? `sessions/${sessionId}` : `transactions/${transactionId}`;
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 print:hidden">
      <p className="text-ink-faint text-xs">{t("masked")}</p>
      <span className="flex flex-wrap gap-2">
        {contact.canReveal && (
          <RevealContact
            action={`/api/dintero/${of}/reveal`}
            words={{
              button: t("button"),
              title: t("title"),
              explanation: t("explanation"),
              reason: t("reason"),
              hint: t("hint"),
              tooShort: t("tooShort"),
              submit: t("submit"),
              cancel: t("cancel"),
              done: t("done"),
            }}
          />
        )}
        {contact.canErase && id && (
          <ErasePerson
            kind={sessionId ? "session" : "transaction"}
            id={id}
            words={{
              button: e("button"),
              title: e("title"),
              explanation: e("explanation"),
              keeps: e("keeps"),
              reason: e("reason"),
              hint: e("hint"),
              tooShort: t("tooShort"),
              count: e("count"),
              found: e("found"),
              submit: e("submit"),
              cancel: t("cancel"),
              done: e("done"),
            }}
          />
        )}
      </span>
    </div>
  );
}
