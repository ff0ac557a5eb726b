import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Notice } from "@/components/ui/notice";
import type { OrderView } from "@/lib/domain/order-view";
import { STATUS_BY_CODE } from "@/lib/errors";

/** Whose word this is and how fresh: Dintero's, just now, or our copy because Dintero does not answer. */
export function Provenance({ view }: { readonly view: OrderView }) {
  const t = useTranslations("order.provenance");
  const errors = useTranslations("errors.code");
  const { source, fetchedAt, staleBecause } = view;
  if (source === "dintero") {
    return (
      <p className="text-ink-faint text-xs">
        {t("live")} <Instant at={fetchedAt} style="time" />
      </p>
    );
  }
  return (
    <Notice
      tone="waiting"
      title={
        <>
          {t("saved")} <Instant at={fetchedAt} />
        </>
      }
    >
      {staleBecause && isErrorCode(staleBecause) ? errors(`${staleBecause}.title`) : t("silent")}
    </Notice>
  );
}

function isErrorCode(code: string): code is keyof typeof STATUS_BY_CODE {
  return Object.hasOwn(STATUS_BY_CODE, code);
}
