"use client";

import { useTranslations } from "next-intl";
import { useLayoutEffect, useRef, useState } from "react";
import {
  changeView,
  listViews,
  moveView,
  removeView,
  type SavedViewJson,
  setDefaultView,
  type ViewsAnswer,
} from "@/lib/queries/views";
import { announce } from "../ui/announcer";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { failureOf, isolated, useViewProblem, type ViewFailure } from "./view-problem";
import { type ViewDoings, ViewRow } from "./view-row";

interface ManageViewsDialogProps {
  readonly views: readonly SavedViewJson[];
  readonly mayShare: boolean;
  readonly onClose: () => void;
}

/** Names, order, whose they are, and which one opens first. Each thing done is done at once. */
export default function ManageViewsDialog({ views: initial, mayShare, onClose }: ManageViewsDialogProps) {
  const t = useTranslations("views.manager");
  const all = useTranslations("views");
  const describe = useViewProblem();
  const [views, setViews] = useState(initial);
  const [failure, setFailure] = useState<ViewFailure>();
  const focused = useRef<HTMLElement>(undefined);
  // A row that is put elsewhere loses the focus.
  useLayoutEffect(() => {
    if (views.length > 0) focused.current?.focus();
    focused.current = undefined;
  }, [views]);

  /** Does it and shows what is there then, also when it was refused: somebody else may have been here. */
  async function run(work: () => Promise<ViewsAnswer>): Promise<readonly SavedViewJson[] | undefined> {
    setFailure(undefined);
    const active = document.activeElement;
    focused.current = active instanceof HTMLElement ? active : undefined;
    try {
      const answer = await work();
      setViews(answer.views);
      return answer.views;
    } catch (error) {
      setFailure(failureOf(error));
      await listViews().then(
        (answer) => setViews(answer.views),
        () => {},
      );
      return undefined;
    }
  }

  const thenList = async (work: Promise<unknown>) => {
    await work;
    return listViews();
  };

  async function move(view: SavedViewJson, step: -1 | 1) {
    const all = await run(() => moveView(view.id, step === -1 ? "up" : "down"));
    const list = all?.filter((other) => other.is_shared === view.is_shared) ?? [];
    const place = list.findIndex(({ id }) => id === view.id) + 1;
    if (place > 0) announce(t("moved", { name: isolated(view.name), place, count: list.length }));
  }

  const doings: ViewDoings = {
    move: (view, step) => void move(view, step),
    rename: async (view, name) => (await run(() => thenList(changeView(view, { name })))) !== undefined,
    share: (view, isShared) => void run(() => thenList(changeView(view, { is_shared: isShared }))),
    remove: (view) => void run(() => removeView(view)),
    setDefault: (view, isDefault) => void run(() => setDefaultView(isDefault ? view.id : null)),
  };
  const list = (isShared: boolean) => {
    const mine = views.filter((view) => view.is_shared === isShared);
    const label = all(isShared ? "shared" : "own");
    return (
      <section aria-label={label}>
        <h3 className="mb-1 font-medium text-sm">{label}</h3>
        {mine.length === 0 ? (
          <p className="text-ink-faint text-xs">{t("empty")}</p>
        ) : (
          <ol className="divide-y rounded-lg border">
            {mine.map((view, at) => (
              <ViewRow
                key={view.id}
                view={view}
                isFirst={at === 0}
                isLast={at === mine.length - 1}
                mayChange={mayShare || !isShared}
                mayShare={mayShare}
                doings={doings}
              />
            ))}
          </ol>
        )}
        {isShared && !mayShare && mine.length > 0 && (
          <p className="mt-1 text-ink-faint text-xs">{t("readOnly")}</p>
        )}
      </section>
    );
  };
  return (
    <Dialog
      title={t("title")}
      isOpen
      onClose={onClose}
      className="w-[min(44rem,calc(100vw-2rem))]!"
      footer={
        <Button variant="primary" onClick={onClose}>
          {t("done")}
        </Button>
      }
    >
      <div className="grid gap-5">
        {failure && <Notice tone="bad" isLive title={describe(failure)} />}
        {list(false)}
        {list(true)}
      </div>
    </Dialog>
  );
}
