import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { CopyButton } from "@/components/ui/copy-button";
import type { DeliveryDetail } from "@/lib/domain/delivery-log";
import { asCurl } from "./as-curl";
import { BodySection, bodyText } from "./body-section";
import { EffectSection } from "./effect-section";
import { FactsSection } from "./facts-section";
import { Neighbours } from "./neighbours";
import { OutcomeChip } from "./outcome-chip";
import { Reprocess } from "./reprocess";
import { ReprocessHistory } from "./reprocess-history";
import { RequestSection } from "./request-section";
import { SiblingsSection } from "./siblings-section";
import { VerdictSection } from "./verdict-section";
import { VerificationSection } from "./verification-section";
import { useKindOf } from "./words";

interface CallbackPageProps {
  readonly callback: DeliveryDetail;
  readonly canReprocess: boolean;
  /** Public origin. */
  readonly origin: string;
  /** The list one came from. */
  readonly listHref: string;
  readonly newerHref: string | undefined;
  readonly olderHref: string | undefined;
}

/** One entry of the log: what it was, whether it was genuine, what it did, and what came word for word. */
export function CallbackPage(props: CallbackPageProps) {
  const { callback, canReprocess, origin, listHref } = props;
  const t = useTranslations("callbacks.detail");
  const kindOf = useKindOf();
  const { verification, request, body, kind, outcome } = callback;
  const curl = request && asCurl(origin, request, body.isCut ? undefined : bodyText(body));
  return (
    <div className="grid gap-4">
      <header className="grid gap-2">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Link
            href={listHref}
            prefetch={false}
            className="flex min-h-6 items-center gap-1 rounded text-accent text-sm hover:underline"
          >
            <ArrowLeft aria-hidden="true" className="size-3.5" />
            {t("back")}
          </Link>
          <Neighbours newerHref={props.newerHref} olderHref={props.olderHref} listHref={listHref} />
        </div>
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="min-w-0">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <h1 className="wrap-anywhere min-w-0 font-semibold text-xl">
                {kindOf(callback)}
                {callback.merchantReference && (
                  <span className="font-normal text-ink-soft">
                    {" · "}
                    <bdi>{callback.merchantReference}</bdi>
                  </span>
                )}
              </h1>
              <OutcomeChip outcome={outcome} />
            </div>
            <Instant at={callback.at} className="text-ink-faint text-sm" />
          </div>
          <div className="flex flex-wrap gap-2 print:hidden">
            <CopyButton value={`${origin}/callbacks/${callback.id}`} label={t("copyLink")}>
              {t("link")}
            </CopyButton>
            {canReprocess && <Reprocess id={callback.id} />}
          </div>
        </div>
      </header>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,8fr)_minmax(0,5fr)]">
        <div className="grid min-w-0 gap-4">
          <VerdictSection callback={callback} />
          {kind !== "refusal" && <EffectSection callback={callback} />}
          {verification && <VerificationSection verification={verification} />}
          {request && (
            <RequestSection request={request} origin={origin} curl={curl} isRefused={kind === "refusal"} />
          )}
          {kind !== "finding" && <BodySection body={body} />}
        </div>
        <div className="grid min-w-0 gap-4">
          <FactsSection callback={callback} />
          <ReprocessHistory reprocessed={callback.reprocessed} />
          {kind !== "refusal" && <SiblingsSection siblings={callback.siblings} />}
        </div>
      </div>
    </div>
  );
}
