import { useTranslations } from "next-intl";
import type { QueryParameter } from "@/lib/domain/delivery-log";

/** A parameter's value, or why there is none to show. */
export function ParameterValue({ parameter }: { readonly parameter: QueryParameter }) {
  const t = useTranslations("callbacks.request");
  const { value, isMasked } = parameter;
  if (value === undefined)
    return <span className="font-sans text-ink-faint">{t(isMasked ? "masked" : "notKept")}</span>;
  return (
    <>
      <bdi>{value}</bdi>
      {isMasked && <span className="font-sans text-ink-faint"> ({t("masked")})</span>}
    </>
  );
}
