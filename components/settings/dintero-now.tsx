import { useLocale, useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import type { ErrorCode } from "@/lib/errors";
import { formatQuantity } from "@/lib/format/numbers";
import { type CheckLine, CheckList } from "./check-list";

interface DinteroNowProps {
  readonly token?: { readonly issuedAt: string; readonly expiresAt: string } | undefined;
  readonly reads: readonly {
    readonly what: "transactions" | "sessions" | "settlements";
    readonly failure?: { readonly code: ErrorCode; readonly reason: string } | undefined;
  }[];
  readonly clock?: { readonly skewSeconds: number; readonly state: "right" | "off" | "wrong" } | undefined;
}

/** Reasons that have a sentence of their own, since there is something particular to do; others are told by their code. */
const OWN_REASONS = ["credentials-refused", "token-refused", "not-granted", "tls", "redirected"] as const;
const CLOCK_TONES = { right: "good", off: "waiting", wrong: "bad" } as const;

/** What Dintero answered a moment ago. */
export function DinteroNow({ token, reads, clock }: DinteroNowProps) {
  const t = useTranslations("settings.now");
  const errors = useTranslations("errors.code");
  const locale = useLocale();
  const failureText = ({ code, reason }: { readonly code: ErrorCode; readonly reason: string }) => {
    const own = OWN_REASONS.find((known) => known === reason);
    return own === undefined ? `${errors(`${code}.title`)}. ${errors(`${code}.next`)}` : t(`reason.${own}`);
  };
  const lines: CheckLine[] = [
    token === undefined
      ? { name: t("token"), tone: "bad", word: t("noToken") }
      : {
          name: t("token"),
          tone: "good",
          word: t("valid"),
          children: t.rich("tokenTimes", {
            issued: () => <Instant at={token.issuedAt} />,
            expires: () => <Instant at={token.expiresAt} />,
          }),
        },
    ...reads.map(({ what, failure }): CheckLine => {
      if (failure === undefined) return { name: t(`read.${what}`), tone: "good", word: t("granted") };
      const isNotGranted = failure.reason === "not-granted";
      return {
        name: t(`read.${what}`),
        tone: isNotGranted && what === "settlements" ? "waiting" : "bad",
        word: t(isNotGranted ? "notGranted" : "failed"),
        children: failureText(failure),
      };
    }),
    clock === undefined
      ? { name: t("clock"), tone: "neutral", word: t("clockUnknown") }
      : {
          name: t("clock"),
          tone: CLOCK_TONES[clock.state],
          word: t(`clockState.${clock.state}`),
          children: (
            <>
              <p>
                {t("skew", {
                  direction: clock.skewSeconds === 0 ? "same" : clock.skewSeconds < 0 ? "behind" : "ahead",
                  seconds: formatQuantity(Math.abs(clock.skewSeconds), locale),
                })}
              </p>
              {clock.state !== "right" && <p>{t("setClock")}</p>}
            </>
          ),
        },
  ];
  return <CheckList lines={lines} />;
}
