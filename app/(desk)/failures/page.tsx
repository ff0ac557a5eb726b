import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { FailuresPageView } from "@/components/failures/failures-page-view";
import { SuccessSection } from "@/components/failures/success-section";
import { UnmappedSection } from "@/components/failures/unmapped-section";
import { UnusualNotice, UnusualRule } from "@/components/failures/unusual-notice";
import { ProblemState } from "@/components/problem-state";
import { localDayOf } from "@/lib/domain/local-day";
import { runtime } from "@/lib/runtime";
import {
  type FailureSpan,
  hasOrders,
  MOST_RECOVERIES,
  readFailureChoices,
  readFailureFilter,
  readFailures,
  readTries,
  readUnmapped,
  readUnusual,
  spanOf,
  type Unusual,
} from "@/lib/server/failures";
import { requireViewer } from "@/lib/server/viewer";
import { askedParams } from "../asked-params";
import { expectedFailure } from "../expected-failure";
import { PageProblem } from "../page-problem";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("failures");
  return { title: t("title") };
}

export default async function FailuresPage({ searchParams }: PageProps<"/failures">) {
  const viewer = await requireViewer("orders.read");
  const params = askedParams(await searchParams);
  const counted = await readFailureFilter(viewer, params)
    .then(async ({ filter, problems }) => {
      const [report, held, isAnyHeld] = await Promise.all([
        readFailures(viewer, filter),
        readFailureChoices(viewer),
        hasOrders(viewer),
      ]);
      return { filter, problems, report, held, hasOrders: isAnyHeld };
    })
    .catch(expectedFailure);
  if (typeof counted === "string") {
    const t = await getTranslations("failures");
    return <PageProblem code={counted} href={`/failures?${params}`} retry={t("retry")} />;
  }

  const { filter } = counted;
  const { env, now } = runtime();
  const span = spanOf(filter);
  const isCounting = span.buckets.end > now();
  // The rest of the page: its first table does not wait for these.
  const unusual = readUnusual(viewer);
  const tries = readTries(viewer, filter);
  const unmapped = readUnmapped(viewer, filter);
  for (const part of [unusual, tries, unmapped]) part.catch(() => {});
  return (
    <FailuresPageView
      {...counted}
      {...span}
      isCounting={isCounting}
      mostRecoveries={MOST_RECOVERIES}
      unusual={
        <Suspense>
          <UnusualPart unusual={unusual} today={localDayOf(now(), env.businessTimeZone)} />
        </Suspense>
      }
      unusualRule={
        <Suspense>
          <RulePart unusual={unusual} />
        </Suspense>
      }
      success={
        <Suspense>
          <TriesPart tries={tries} buckets={span.buckets} isCounting={isCounting} />
        </Suspense>
      }
      unmapped={
        <Suspense>
          <UnmappedPart values={unmapped} filter={filter} days={span.days} />
        </Suspense>
      }
    />
  );
}

async function UnusualPart({
  unusual,
  today,
}: {
  readonly unusual: Promise<Unusual>;
  readonly today: string;
}) {
  const known = await unusual.catch(expectedFailure);
  return typeof known === "string" ? (
    <ProblemState code={known} />
  ) : (
    <UnusualNotice reasons={known.reasons} today={today} />
  );
}

async function RulePart({ unusual }: { readonly unusual: Promise<Unusual> }) {
  const known = await unusual.catch(expectedFailure);
  return typeof known === "string" ? null : <UnusualRule windows={known.windows} />;
}

async function TriesPart({
  tries,
  ...span
}: {
  readonly tries: ReturnType<typeof readTries>;
  readonly buckets: FailureSpan["buckets"];
  readonly isCounting: boolean;
}) {
  const known = await tries.catch(expectedFailure);
  return typeof known === "string" ? (
    <ProblemState code={known} />
  ) : (
    <SuccessSection tries={known} {...span} />
  );
}

async function UnmappedPart({
  values,
  ...rest
}: {
  readonly values: ReturnType<typeof readUnmapped>;
} & Omit<Parameters<typeof UnmappedSection>[0], "values">) {
  const known = await values.catch(expectedFailure);
  return typeof known === "string" ? (
    <ProblemState code={known} />
  ) : (
    <UnmappedSection values={known} {...rest} />
  );
}
