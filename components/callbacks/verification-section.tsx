import clsx from "clsx";
import { CircleCheck, CircleDashed, CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { Table, Td, Th } from "@/components/ui/table";
import { TONE_TEXTS } from "@/components/ui/tone";
import type { Verification } from "@/lib/domain/delivery-log";
import { keyed } from "./keyed";
import { ParameterValue } from "./parameter-value";
import { PARTS_OF } from "./signed-parts";
import { useDuration } from "./words";

const STATES = {
  passed: { icon: CircleCheck, tone: TONE_TEXTS.good },
  failed: { icon: CircleX, tone: TONE_TEXTS.bad },
  "not-reached": { icon: CircleDashed, tone: TONE_TEXTS.neutral },
} as const;

/** How the signature was judged, part by part, for somebody who has never heard of one. */
export function VerificationSection({ verification }: { readonly verification: Verification }) {
  const t = useTranslations("callbacks.verification");
  const duration = useDuration();
  const { checks, scheme, keyNumber, signedAt, skewSeconds, parts, receivedDigest, expectedDigest } =
    verification;
  return (
    <Section title={t("title")} id="verification">
      <p className="mb-3 text-ink-faint text-xs">{t("lead")}</p>
      <ul aria-label={t("checks")} className="grid gap-1">
        {checks.map(({ check, state }) => {
          const { icon: Icon, tone } = STATES[state];
          return (
            <li key={check} className="flex items-start gap-2">
              <Icon aria-hidden="true" className={clsx("mt-0.5 size-4 shrink-0", tone)} />
              <span className={state === "not-reached" ? "text-ink-faint" : "text-ink"}>
                {t(`check.${check}`, { tolerance: duration(verification.toleranceSeconds) })}
                <span className="text-ink-faint"> · {t(`state.${state}`)}</span>
              </span>
            </li>
          );
        })}
      </ul>
      <Facts
        className="mt-4"
        items={[
          {
            label: t("scheme"),
            value: scheme === "hmac-sha1" ? t("schemeBody", { scheme }) : t("schemeUrl", { scheme }),
          },
          {
            label: t("key"),
            value:
              keyNumber === undefined
                ? undefined
                : keyNumber === 0
                  ? t("keyNewest")
                  : t("keyOlder", { number: keyNumber + 1 }),
          },
          { label: t("signedAt"), value: signedAt && <Instant at={signedAt} /> },
          { label: t("skew"), value: skewSeconds === undefined ? undefined : <Skew seconds={skewSeconds} /> },
          {
            label: t("received"),
            value: receivedDigest && <code className="text-xs">{receivedDigest}</code>,
          },
          {
            label: t("expected"),
            value: expectedDigest && <code className="text-xs">{expectedDigest}</code>,
          },
        ]}
      />
      {parts.length > 0 ? (
        <SignedText verification={verification} />
      ) : (
        scheme === "hmac-sha1" && <p className="mt-4 text-ink-soft text-sm">{t("bodyOnly")}</p>
      )}
    </Section>
  );
}

function Skew({ seconds }: { readonly seconds: number }) {
  const t = useTranslations("callbacks.verification");
  const duration = useDuration();
  if (seconds === 0) return t("same");
  return t(seconds > 0 ? "ahead" : "behind", { duration: duration(seconds) });
}

function SignedText({ verification }: { readonly verification: Verification }) {
  const t = useTranslations("callbacks.verification");
  const { parts, sortedQuery, matchesWhen } = verification;
  const suspects = matchesWhen ? PARTS_OF[matchesWhen.difference] : [];
  return (
    <div className="-mx-4 mt-4 border-t">
      <Table caption={t("text")} isStackable>
        <tbody>
          {parts.map(({ part, value }) => {
            const isSuspect = suspects.includes(part);
            return (
              <tr key={part} className={isSuspect ? "bg-bad-soft" : undefined}>
                <Th scope="row" className="w-36 font-normal text-ink-faint">
                  <span className="flex items-center gap-1.5">
                    {isSuspect && <CircleX aria-hidden="true" className="size-3.5 shrink-0 text-bad" />}
                    {t(`part.${part}`)}
                  </span>
                </Th>
                <Td>
                  {part === "query" && sortedQuery.length > 0 ? (
                    <ul className="grid gap-0.5">
                      {keyed(sortedQuery).map(({ key, parameter }) => (
                        <li key={key} className="wrap-anywhere font-mono text-xs">
                          <bdi>{parameter.name}</bdi>=<ParameterValue parameter={parameter} />
                        </li>
                      ))}
                    </ul>
                  ) : value === undefined ? (
                    <span className="text-ink-faint">{t("notKept")}</span>
                  ) : value === "" ? (
                    <span className="text-ink-faint">{t("empty")}</span>
                  ) : (
                    <bdi className="wrap-anywhere font-mono text-xs">{value}</bdi>
                  )}
                  {isSuspect && matchesWhen && part === suspects[0] && (
                    <p className="mt-0.5 text-bad text-xs">
                      {t("wouldMatch")} <bdi className="wrap-anywhere font-mono">{matchesWhen.value}</bdi>
                    </p>
                  )}
                </Td>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}
