import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CallbackPage } from "@/components/callbacks/callback-page";
import { ClientMessages } from "@/components/client-messages";
import {
  type CallbackFilter,
  callbackHref,
  callbackQuery,
  callbacksHref,
} from "@/lib/domain/callback-filter";
import type { DeliveryLogRow } from "@/lib/domain/delivery-log";
import { parseLogId } from "@/lib/domain/log-id";
import { hasCode } from "@/lib/errors";
import { shortenIdentifier } from "@/lib/format/identifiers";
import { runtime } from "@/lib/runtime";
import { listCallbacks } from "@/lib/server/log";
import { readCallback } from "@/lib/server/log-detail";
import { requireViewer, type Viewer } from "@/lib/server/viewer";
import { askedFilter } from "../asked-filter";

type Props = PageProps<"/callbacks/[callbackId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ callbackId }, t] = await Promise.all([params, getTranslations("callbacks.detail")]);
  return { title: t("title", { id: shortenIdentifier(callbackId) }) };
}

export default async function CallbackDetailPage({ params, searchParams }: Props) {
  const viewer = await requireViewer("callbacks.read");
  const [{ callbackId }, asked] = await Promise.all([params, searchParams]);
  const callback = await readCallback(viewer, callbackId).catch((error: unknown) => {
    if (hasCode(error, "not-found")) notFound();
    throw error;
  });
  // The list one came from, whichever of its pages that was.
  const { before: _before, after: _after, ...filter } = askedFilter(asked).filter;
  const [newer, older] = await Promise.all([
    neighbourOf(viewer, callback, filter, "after"),
    neighbourOf(viewer, callback, filter, "before"),
  ]);
  const query = callbackQuery(filter);
  const hrefOf = (row: DeliveryLogRow | undefined) =>
    row && `${callbackHref(row.id)}${query === "" ? "" : `?${query}`}`;
  return (
    <ClientMessages namespaces={["callbacks"]}>
      <CallbackPage
        callback={callback}
        canReprocess={callback.canReprocess}
        origin={runtime().env.appUrl}
        listHref={callbacksHref(filter)}
        newerHref={hrefOf(newer)}
        olderHref={hrefOf(older)}
      />
    </ClientMessages>
  );
}

/** The entry right before or after `row` in the list of `filter`. */
async function neighbourOf(
  viewer: Viewer,
  row: DeliveryLogRow,
  filter: CallbackFilter,
  side: "before" | "after",
): Promise<DeliveryLogRow | undefined> {
  const name = parseLogId(row.id);
  if (name === undefined) return undefined;
  const cursor = { at: row.at, ...name };
  const { rows } = await listCallbacks(viewer, { ...filter, limit: 25, [side]: cursor });
  return side === "before" ? rows[0] : rows.at(-1);
}
