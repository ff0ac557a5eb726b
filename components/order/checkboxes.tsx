import { Square, SquareCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Checkbox } from "@/lib/domain/session";
import { Code, PlainUrl } from "./inline";

/** What the shop asked the customer to tick, and what the customer ticked. */
export function Checkboxes({ checkboxes }: { readonly checkboxes: readonly Checkbox[] }) {
  const t = useTranslations("order.checkbox");
  return (
    <ul className="grid gap-1.5">
      {checkboxes.map((checkbox) => {
        const Icon = checkbox.checked ? SquareCheck : Square;
        return (
          <li key={JSON.stringify(checkbox)} className="flex gap-2">
            <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-faint" />
            <div className="min-w-0">
              <bdi>{checkbox.label}</bdi>
              <div className="text-ink-faint text-xs">
                {checkbox.checked ? t("checked") : t("unchecked")}
                {checkbox.required && <> · {t("required")}</>}
                {checkbox.id && (
                  <>
                    {" · "}
                    <Code>{checkbox.id}</Code>
                  </>
                )}
              </div>
              {checkbox.link && (
                <div className="text-ink-faint text-xs">
                  <bdi>{checkbox.link.text}</bdi>{" "}
                  {checkbox.link.url && <PlainUrl>{checkbox.link.url}</PlainUrl>}
                </div>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
