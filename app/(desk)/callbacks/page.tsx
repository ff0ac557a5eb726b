import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Alarms } from "@/components/callbacks/alarms";
import { Bulk } from "@/components/callbacks/bulk";
import { FilterForm } from "@/components/callbacks/filter-form";
import { Fresh } from "@/components/callbacks/fresh";
import { GapCard } from "@/components/callbacks/gap-card";
import { HealthStrip } from "@/components/callbacks/health-strip";
import { ListKeys } from "@/components/callbacks/list-keys";
import { LogEmpty } from "@/components/callbacks/log-empty";
import { LogTable } from "@/components/callbacks/log-table";
import { Pager } from "@/components/callbacks/pager";
import { Setup } from "@/components/callbacks/setup";
import { UnknownParameters } from "@/components/callbacks/unknown-parameters";
import { ClientMessages } from "@/components/client-messages";
import { Section } from "@/components/ui/section";
import { type CallbackFilter, callbackHref, callbackQuery } from "@/lib/domain/callback-filter";
import { runtime } from "@/lib/runtime";
import { readGapChecks } from "@/lib/server/gap-checks";
import { listCallbacks } from "@/lib/server/log";
import { readIntakeHealth } from "@/lib/server/log-health";
import { requireViewer } from "@/lib/server/viewer";
import { askedFilter } from "./asked-filter";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("callbacks");
  return { title: t("title") };
}

const DAYS_COUNTED = 7;
/** Of one answer about what is new. */
const MOST_FRESH = 100;

export default async function CallbacksPage({ searchParams }: PageProps<"/callbacks">) {
  const viewer = await requireViewer("callbacks.read");
  const { filter, unknown } = askedFilter(await searchParams);
  const [t, health, page, gaps] = await Promise.all([
    getTranslations("callbacks"),
    readIntakeHealth(viewer),
    listCallbacks(viewer, filter),
    readGapChecks(viewer, DAYS_COUNTED),
  ]);
  const { env, now } = runtime();
  const { before: _before, after: _after, ...lasting } = filter;
  const query = callbackQuery(lasting);
  const isNothingYet = !health.hasEverReceived && page.rows.length === 0 && callbackQuery(filter) === "";
  const within = query === "" ? "" : `?${query}`;
  const pageHref = (cursor: string) => `/callbacks?${withCursor(query, cursor)}`;
  return (
    <ClientMessages namespaces={["callbacks"]}>
      <div className="grid gap-4">
        <div>
          <h1 className="font-semibold text-2xl">{t("title")}</h1>
          <p className="mt-1 text-ink-soft">{t("lead")}</p>
        </div>
        <Alarms health={health} accountId={env.accountId} now={now()} />
        {!health.hasEverReceived && (
          <Setup
            address={health.callbackUrl}
            canTest={env.isDemo && env.signatureSecrets.length > 0 && viewer.may("callbacks.test")}
          />
        )}
        {(health.hasEverReceived || health.last24h.refused > 0) && (
          <HealthStrip health={health} now={now()} />
        )}
        <UnknownParameters names={unknown} />
        {!isNothingYet && (
          <Section
            title={t("list.title")}
            isFlush
            actions={
              <>
                {!page.hasNewer && <Fresh query={freshQuery(lasting, page.newer)} limit={MOST_FRESH} />}
                {health.parked > 0 && viewer.may("callbacks.reprocess") && <Bulk />}
              </>
            }
          >
            <FilterForm filter={filter} />
            {page.rows.length === 0 ? (
              <LogEmpty
                isFiltered={query !== "" || filter.before !== undefined || filter.after !== undefined}
              />
            ) : (
              <LogTable rows={page.rows} hrefOf={(id) => `${callbackHref(id)}${within}`} />
            )}
            <Pager
              newestHref={page.hasNewer ? `/callbacks${within}` : undefined}
              newerHref={
                page.hasNewer && page.newer ? pageHref(`after=${encodeURIComponent(page.newer)}`) : undefined
              }
              olderHref={page.older ? pageHref(`before=${encodeURIComponent(page.older)}`) : undefined}
            />
          </Section>
        )}
        {gaps.length > 0 && <GapCard checks={gaps} />}
      </div>
      <ListKeys />
    </ClientMessages>
  );
}

function withCursor(query: string, cursor: string): string {
  return query === "" ? cursor : `${query}&${cursor}`;
}

/** What has come since the newest row, or at all where there is none. */
function freshQuery(filter: Partial<CallbackFilter>, newest: string | undefined): string {
  const query = callbackQuery({ ...filter, limit: MOST_FRESH });
  return newest === undefined ? query : withCursor(query, `after=${encodeURIComponent(newest)}`);
}
