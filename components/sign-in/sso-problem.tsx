import { useTranslations } from "next-intl";
import { Notice } from "../ui/notice";

const PROBLEMS = [
  "expired",
  "sso-denied",
  "sso-unavailable",
  "sso-misconfigured",
  "sso-failed",
  "sso-no-role",
  "sso-no-email",
  "sso-email-taken",
  "sso-disabled",
] as const;

/** How a way in that left this page has ended; an address that names anything else says nothing. */
export function SsoProblem({ problem }: { readonly problem: unknown }) {
  const t = useTranslations("signIn.problem");
  const known = PROBLEMS.find((name) => name === problem);
  if (known === undefined) return null;
  return (
    <Notice
      tone={known === "expired" ? "waiting" : "bad"}
      isLive
      title={t(`${known}.title`)}
      className="mb-4"
    >
      {t(`${known}.next`)}
    </Notice>
  );
}
