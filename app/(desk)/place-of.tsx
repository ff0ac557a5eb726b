import { Suspense } from "react";
import { PlaceInList } from "@/components/order/place-in-list";
import { LIST_PARAMETER } from "@/lib/domain/list-link";
import { readOrderPlace } from "@/lib/server/order-place";
import type { Viewer } from "@/lib/server/viewer";
import { expectedFailure } from "./expected-failure";

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** The list that an order's address says it was opened from: its query, "" for every order. */
export function listOf(params: SearchParams): string | undefined {
  return [params[LIST_PARAMETER]].flat()[0];
}

interface PlaceOfProps {
  readonly viewer: Viewer;
  readonly list: string | undefined;
  readonly orderKey: string;
}

/** Where the order stands in that list. The page does not wait for it, and does without when it cannot be read. */
export function PlaceOf({ viewer, list, orderKey }: PlaceOfProps) {
  if (list === undefined) return null;
  return (
    <Suspense fallback={<div className="mb-3 min-h-8" />}>
      <Place viewer={viewer} list={list} orderKey={orderKey} />
    </Suspense>
  );
}

async function Place({ viewer, list, orderKey }: PlaceOfProps & { readonly list: string }) {
  const place = await readOrderPlace(viewer, list, orderKey).catch(expectedFailure);
  return typeof place === "object" ? <PlaceInList place={place} /> : null;
}
