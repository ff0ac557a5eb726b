import { useTranslations } from "next-intl";
import { CallbackAddress } from "@/components/callbacks/callback-address";
import { Instant } from "@/components/instant";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import type { IntakeHealth } from "@/lib/domain/delivery-log";
import { type CheckLine, CheckList } from "./check-list";

interface CallbacksSectionProps {
  readonly intake: IntakeHealth;
  readonly signatureKeys: number;
  readonly webhookKeys: number;
  readonly lastVerified: readonly {
    readonly channel: "callback" | "webhook";
    readonly keyNumber: number;
    readonly at: string;
  }[];
}

const EVENTS = ["CAPTURE", "REFUND", "VOID"] as const;

/** What Dintero has to be told so that it tells us everything, and whether it does. */
export function CallbacksSection(given: CallbacksSectionProps) {
  const { intake, signatureKeys, webhookKeys, lastVerified } = given;
  const t = useTranslations("settings.callbacks");
  const last = (channel: "callback" | "webhook") =>
    lastVerified.find((delivery) => delivery.channel === channel);
  return (
    <Section title={t("title")} isFlush>
      <div className="grid gap-3 p-4">
        <div className="max-w-3xl">
          <h3 className="font-medium text-sm">{t("address")}</h3>
          <p className="text-ink-soft text-sm">{t("addressNote")}</p>
          <CallbackAddress address={intake.callbackUrl} />
        </div>
        {!intake.callbackUrl.startsWith("https:") && <Notice tone="waiting" title={t("notHttps")} />}
      </div>
      <div className="border-t">
        <CheckList
          lines={[
            keysLine(t, "signature", signatureKeys, last("callback")),
            keysLine(t, "webhook", webhookKeys, last("webhook")),
            flagsLine(t, intake),
          ]}
        />
      </div>
    </Section>
  );
}

type Words = ReturnType<typeof useTranslations<"settings.callbacks">>;

function keysLine(
  t: Words,
  which: "signature" | "webhook",
  count: number,
  last: CallbacksSectionProps["lastVerified"][number] | undefined,
): CheckLine {
  const name = t(`${which}.name`);
  // Without the first nothing is taken in at all; webhooks are an extra.
  if (count === 0)
    return {
      name,
      tone: which === "signature" ? "bad" : "neutral",
      word: t("notSet"),
      children: t(`${which}.notSet`),
    };
  return {
    name,
    tone: "good",
    word: t("keys", { count }),
    children:
      last === undefined
        ? t("neverVerified")
        : t.rich("verified", {
            key: last.keyNumber === 0 ? t("newestKey") : t("olderKey", { number: last.keyNumber + 1 }),
            at: () => <Instant at={last.at} />,
          }),
  };
}

function flagsLine(
  t: Words,
  { flagWarnings, last24h }: Pick<IntakeHealth, "flagWarnings" | "last24h">,
): CheckLine {
  const { sessions, reportError, reportEvents } = flagWarnings;
  // Where callbacks do come, that is how it is meant: a proxy in front, another name for the same host.
  const elsewhere = last24h.received > 0 ? 0 : flagWarnings.elsewhere;
  const name = t("flags.name");
  if (sessions === 0) return { name, tone: "neutral", word: t("flags.none"), children: t("flags.noneNote") };
  const missing = [
    ...(reportError ? ["report_error=true"] : []),
    ...EVENTS.filter((event) => reportEvents.includes(event)).map((event) => `report_event=${event}`),
  ];
  if (missing.length === 0 && elsewhere === 0)
    return { name, tone: "good", word: t("flags.all"), children: t("flags.allNote", { count: sessions }) };
  return {
    name,
    tone: "waiting",
    word: t("flags.missing"),
    children: (
      <>
        {missing.length > 0 && (
          <p>{t("flags.missingNote", { count: sessions, flags: missing.join(", ") })}</p>
        )}
        {elsewhere > 0 && <p>{t("flags.elsewhere", { count: elsewhere, sessions })}</p>}
      </>
    ),
  };
}
