"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { SavedViewJson } from "@/lib/queries/views";
import { Button } from "../ui/button";
import { MoveButtons } from "../ui/move-buttons";
import { isolated } from "./view-problem";

export interface ViewDoings {
  readonly move: (view: SavedViewJson, step: -1 | 1) => void;
  /** @returns whether it has the name now */
  readonly rename: (view: SavedViewJson, name: string) => Promise<boolean>;
  readonly share: (view: SavedViewJson, isShared: boolean) => void;
  readonly remove: (view: SavedViewJson) => void;
  readonly setDefault: (view: SavedViewJson, isDefault: boolean) => void;
}

interface ViewRowProps {
  readonly view: SavedViewJson;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly mayChange: boolean;
  readonly mayShare: boolean;
  readonly doings: ViewDoings;
}

/** One saved view, and what can be done with it. */
export function ViewRow({ view, isFirst, isLast, mayChange, mayShare, doings }: ViewRowProps) {
  const t = useTranslations("views.manager");
  const [doing, setDoing] = useState<"rename" | "delete">();
  const name = isolated(view.name);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-2 py-1.5 text-sm">
      {mayChange && (
        <MoveButtons
          upLabel={t("up", { name })}
          downLabel={t("down", { name })}
          isFirst={isFirst}
          isLast={isLast}
          onMove={(step) => doings.move(view, step)}
        />
      )}
      {doing === "rename" ? (
        <Rename
          view={view}
          onDone={() => setDoing(undefined)}
          onRename={async (next) => {
            if (await doings.rename(view, next)) setDoing(undefined);
          }}
        />
      ) : (
        <div className="min-w-32 flex-1">
          <bdi className="wrap-anywhere font-medium">{view.name}</bdi>
          {view.is_shared && view.updated_by && (
            <p className="text-ink-faint text-xs">{t("changedBy", { name: isolated(view.updated_by) })}</p>
          )}
        </div>
      )}
      {doing === "delete" ? (
        <div role="alert" className="flex flex-wrap items-center gap-1">
          <span>{t(view.is_shared ? "sureShared" : "sure", { name })}</span>
          <Button size="small" variant="danger" onClick={() => doings.remove(view)}>
            {t("delete")}
          </Button>
          <Button size="small" onClick={() => setDoing(undefined)}>
            {t("keep")}
          </Button>
        </div>
      ) : (
        <div className="flex flex-wrap items-center gap-1">
          <label className="flex min-h-7 items-center gap-1.5 px-1 text-xs">
            <input
              type="checkbox"
              aria-label={t("defaultOf", { name })}
              checked={view.is_default}
              onChange={(event) => doings.setDefault(view, event.target.checked)}
              className="size-4 shrink-0 accent-accent-solid"
            />
            {t("default")}
          </label>
          {mayChange && (
            <>
              <Button
                size="small"
                variant="quiet"
                aria-label={t("renameOf", { name })}
                onClick={() => setDoing("rename")}
              >
                {t("rename")}
              </Button>
              {mayShare && (
                <Button
                  size="small"
                  variant="quiet"
                  aria-label={t(view.is_shared ? "unshareOf" : "shareOf", { name })}
                  onClick={() => doings.share(view, !view.is_shared)}
                >
                  {t(view.is_shared ? "unshare" : "share")}
                </Button>
              )}
              <Button
                size="small"
                variant="quiet"
                aria-label={t("deleteOf", { name })}
                onClick={() => setDoing("delete")}
              >
                {t("delete")}
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  );
}

interface RenameProps {
  readonly view: SavedViewJson;
  readonly onRename: (name: string) => void;
  readonly onDone: () => void;
}

function Rename({ view, onRename, onDone }: RenameProps) {
  const t = useTranslations("views.manager");
  const [name, setName] = useState(view.name);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === view.name) onDone();
    else onRename(name);
  }
  return (
    <form onSubmit={submit} className="flex min-w-48 flex-1 items-center gap-1">
      <input
        ref={field}
        aria-label={t("newName", { name: isolated(view.name) })}
        value={name}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          onDone();
        }}
        className="h-7 min-w-0 flex-1 rounded border border-line-control bg-surface px-2"
      />
      <Button type="submit" size="small">
        {t("keepName")}
      </Button>
    </form>
  );
}
