import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { WhoChip } from "@/components/who-chip";
import type { Failure } from "@/lib/domain/order";
import type { OrderView } from "@/lib/domain/order-view";
import { FailureEvidence } from "./failure-evidence";
import { useFailureHeadline, useFailureSteps, useRetryAdvice } from "./failure-words";
import { OrderSurroundings, WereWeTold } from "./order-surroundings";
import { referencesOf } from "./reference";
import { ReplyBox } from "./reply-box";
import { TimeLeft } from "./time-left";

interface FailurePanelProps {
  /** The order's failure, or what else is to be said of it. */
  readonly failure: Failure;
  readonly view: OrderView;
}

/** What happened, who it lies with, whether to try again, what to do, what to answer, and what that rests on. */
export function FailurePanel({ failure, view }: FailurePanelProps) {
  const t = useTranslations("order.verdict");
  const headlineOf = useFailureHeadline();
  const stepsOf = useFailureSteps();
  const adviceOf = useRetryAdvice();
  const { retry } = failure;
  const isTry =
    view.order.failure !== undefined && failure.operation === "AUTHORIZE" && failure.reply !== "alreadyPaid";
  return (
    <div className="mt-4 grid gap-4 border-t pt-4">
      <div className="grid gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <WhoChip who={failure.who} isOurs={failure.severity === "act"} label={t("whoLabel")} />
          <p className="min-w-0 font-medium">{headlineOf(failure)}</p>
        </div>
        <dl className="grid gap-2 text-sm">
          {(isTry || retry.kind !== "unstated") && (
            <Line label={t("retryLabel")}>
              {adviceOf(retry)}{" "}
              {retry.kind === "after" && retry.at && (
                <span className="text-ink-soft">
                  (<TimeLeft until={retry.at} from={view.readAt} />)
                </span>
              )}
            </Line>
          )}
          <Line label={t("next")}>
            <ol className="grid list-inside list-decimal gap-0.5 marker:text-ink-faint">
              {stepsOf(failure).map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </Line>
        </dl>
      </div>
      <div className="grid gap-3 empty:hidden">
        <OrderSurroundings view={view} />
      </div>
      <ReplyBox reply={failure.reply} merchantReference={referencesOf(view)[0]} country={countryOf(view)} />
      <WereWeTold view={view} />
      <FailureEvidence failure={failure} view={view} />
    </div>
  );
}

interface LineProps {
  readonly label: string;
  readonly children: ReactNode;
}

function Line({ label, children }: LineProps) {
  return (
    <div className="sm:grid sm:grid-cols-[7rem_minmax(0,1fr)] sm:gap-x-3">
      <dt className="text-ink-faint">{label}</dt>
      <dd className="max-w-prose">{children}</dd>
    </div>
  );
}

/** Where the customer lives, by the addresses of the order; a country is never masked. */
function countryOf({ session, transaction }: OrderView): string | undefined {
  return [
    transaction?.billingAddress,
    session?.order.billingAddress,
    transaction?.shippingAddress,
    session?.order.shippingAddress,
  ].find((address) => address?.country)?.country;
}
