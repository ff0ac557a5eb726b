import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import type { OrderView } from "@/lib/domain/order-view";
import { RemaskContact } from "./remask-contact";
import { RevealContact } from "./reveal-contact";

interface ContactAccessProps {
  readonly view: OrderView;
}

/** Says whether names, addresses, e-mail, phone and IP are hidden on this page, and lets who may see them. */
export function ContactAccess({ view: { contact, sessionId, transactionId } }: ContactAccessProps) {
  const t = useTranslations("order.reveal");
  if (contact.revealedUntil) {
    return (
      <p className="rounded border border-waiting-line bg-waiting-soft px-3 py-2 text-sm text-waiting">
        {t("until")} <Instant at={contact.revealedUntil} style="time" />
        <RemaskContact at={contact.revealedUntil} />
      </p>
    );
  }
  if (!contact.isMasked) return null;
  const of = sessionId ? `sessions/${sessionId}` : `transactions/${transactionId}`;
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 print:hidden">
      <p className="text-ink-faint text-xs">{t("masked")}</p>
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
    </div>
  );
}
