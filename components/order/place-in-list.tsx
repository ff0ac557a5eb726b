import { ChevronLeft, ChevronRight, List } from "lucide-react";
import { useTranslations } from "next-intl";
import type { OrderPlaceView } from "@/lib/domain/list-link";
import { ButtonLink } from "../ui/button-link";
import { PlaceKeys } from "./place-keys";

/** Back to the list the order was opened from, and on to its neighbours there: by link, or by [ and ]. */
export function PlaceInList({ place }: { readonly place: OrderPlaceView }) {
  const t = useTranslations("home.place");
  const { listHref, previousHref, nextHref, isListed, position, count, isExact } = place;
  const all = t(isExact ? "count" : "atLeast", { count });
  const where = isListed
    ? position === undefined
      ? t("further", { count })
      : t("of", { position, all })
    : t("left");
  return (
    <nav
      aria-label={t("label")}
      className="mb-3 flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-sm print:hidden"
    >
      <PlaceKeys
        hrefs={{ previous: previousHref, next: nextHref, list: listHref }}
        words={{ scope: t("scope"), previous: t("previous"), next: t("next"), list: t("back") }}
      />
      <ButtonLink href={listHref} size="small" variant="quiet" prefetch={false}>
        <List aria-hidden="true" className="size-3.5" />
        {t("back")}
      </ButtonLink>
      <span className="flex items-center gap-2">
        <Step href={previousHref} rel="prev" label={t("previous")}>
          <ChevronLeft aria-hidden="true" className="size-4" />
        </Step>
        <span className="text-ink-soft tabular-nums">{where}</span>
        <Step href={nextHref} rel="next" label={t("next")}>
          <ChevronRight aria-hidden="true" className="size-4" />
        </Step>
      </span>
    </nav>
  );
}

interface StepProps {
  readonly href: string | undefined;
  readonly rel: "prev" | "next";
  readonly label: string;
  readonly children: React.ReactNode;
}

/** A way that is closed keeps its place, so that the other does not move under the pointer. */
function Step({ href, rel, label, children }: StepProps) {
  if (href === undefined) {
    return (
      <span aria-hidden="true" className="inline-flex h-7 w-8 items-center justify-center opacity-30">
        {children}
      </span>
    );
  }
  return (
    <ButtonLink href={href} rel={rel} size="small" aria-label={label} title={label} prefetch={false}>
      {children}
    </ButtonLink>
  );
}
