"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { OrderFilter } from "@/lib/domain/order-filter";
import type { OrderLook } from "@/lib/domain/order-look";
import { hasDays, viewHref, viewQueryOf, withoutDays } from "@/lib/domain/saved-view";
import { changeView, listViews, type SavedViewJson } from "@/lib/queries/views";
import { announce } from "../ui/announcer";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { Chip } from "../ui/chip";
import { Notice } from "../ui/notice";
import { useGoInList } from "./list-region";
import { ViewMenu } from "./view-menu";
import { failureOf, useViewProblem, type ViewFailure } from "./view-problem";

// Most visits open neither.
const SaveViewDialog = lazy(() => import("./save-view-dialog"));
const ManageViewsDialog = lazy(() => import("./manage-views-dialog"));

interface ViewBarProps {
  readonly views: readonly SavedViewJson[];
  /** The view that the address says it is from, where there is one. */
  readonly current: SavedViewJson | undefined;
  /** Whether the address shows another list than that view. */
  readonly isEdited: boolean;
  readonly filter: OrderFilter;
  readonly look: OrderLook;
  /** The day it is for the shop. */
  readonly today: string;
  readonly mayShare: boolean;
}

/** The saved views of the list: which one is open, what was changed since, and what to do about it. */
export function ViewBar({ views, current, isEdited, filter, look, today, mayShare }: ViewBarProps) {
  const t = useTranslations("views");
  const router = useRouter();
  const go = useGoInList();
  const describe = useViewProblem();
  const [dialog, setDialog] = useState<"save" | "manage">();
  const [failure, setFailure] = useState<ViewFailure>();
  const [isBusy, setIsBusy] = useState(false);
  const mayUpdate = current !== undefined && (mayShare || !current.is_shared);

  async function update(view: SavedViewJson) {
    setIsBusy(true);
    setFailure(undefined);
    try {
      const kept = hasDays(view.query) ? filter : withoutDays(filter);
      await changeView(view, { query: viewQueryOf(kept, look) });
      announce(t("updated"));
    } catch (error) {
      const failed = failureOf(error);
      setFailure(failed.code === "conflict" ? { ...failed, by: await whoChanged(view.id) } : failed);
    } finally {
      setIsBusy(false);
    }
    router.refresh();
  }

  function saved(view: SavedViewJson) {
    setDialog(undefined);
    announce(t("updated"));
    go(viewHref(view, filter));
  }

  function managed() {
    setDialog(undefined);
    router.refresh();
  }

  return (
    <>
      <ViewMenu
        views={views}
        current={current}
        filter={filter}
        onSave={() => setDialog("save")}
        onManage={() => setDialog("manage")}
      />
      {current && isEdited && (
        <div className="flex min-h-8 flex-wrap items-center gap-1">
          <Chip tone="waiting">{t("edited")}</Chip>
          {mayUpdate && (
            <Button size="small" isBusy={isBusy} onClick={() => void update(current)}>
              {t("update")}
            </Button>
          )}
          <Button size="small" variant="quiet" onClick={() => setDialog("save")}>
            {t("saveAs")}
          </Button>
          <ButtonLink href={viewHref(current, filter)} size="small" variant="quiet" prefetch={false}>
            {t("reset")}
          </ButtonLink>
        </div>
      )}
      {failure && <Notice tone="bad" isLive title={describe(failure)} className="basis-full" />}
      <Suspense>
        {dialog === "save" && (
          <SaveViewDialog
            filter={filter}
            look={look}
            today={today}
            mayShare={mayShare}
            onSaved={saved}
            onClose={() => setDialog(undefined)}
          />
        )}
        {dialog === "manage" && <ManageViewsDialog views={views} mayShare={mayShare} onClose={managed} />}
      </Suspense>
    </>
  );
}

/** Their name, if it can be had: what happened is clear without. */
async function whoChanged(id: string): Promise<string | undefined> {
  try {
    const { views } = await listViews();
    return views.find((view) => view.id === id)?.updated_by;
  } catch {
    return undefined;
  }
}
