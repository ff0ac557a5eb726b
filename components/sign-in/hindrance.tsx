import { useTranslations } from "next-intl";
import type { SignInOutcome } from "@/lib/queries/sign-in";
import { Notice } from "../ui/notice";

/** What kept somebody from signing in and is no fault of what was typed. */
export type Hindrance = Extract<SignInOutcome, { kind: "wait" | "unavailable" | "offline" }> | "tooMany";

export function HindranceNotice({ hindrance }: { readonly hindrance: Hindrance | undefined }) {
  const t = useTranslations("signIn.error");
  if (hindrance === undefined) return null;
  if (hindrance === "tooMany") return <Notice tone="waiting" isLive title={t("tooMany")} />;
  if (hindrance.kind === "wait")
    return <Notice tone="waiting" isLive title={t("wait", { seconds: hindrance.seconds })} />;
  return <Notice tone="bad" isLive title={t(hindrance.kind)} />;
}
