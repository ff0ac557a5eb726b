import { useTranslations } from "next-intl";
import { Notice } from "../ui/notice";

const RESULTS = ["linked", "linked-elsewhere", "no-role", "no-email", "failed"] as const;

/** How connecting with single sign-on ended; an address that names anything else says nothing. */
export function SsoLinkResult({ result }: { readonly result: unknown }) {
  const t = useTranslations("account.sso.result");
  const known = RESULTS.find((name) => name === result);
  if (known === undefined) return null;
  return <Notice tone={known === "linked" ? "good" : "bad"} isLive title={t(known)} className="mb-4" />;
}
