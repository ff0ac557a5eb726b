import { useTranslations } from "next-intl";
import { Notice } from "../ui/notice";
import type { ExportState } from "./use-export";

/** How far an export is, or how it ended. */
export function ExportOutcome({ state }: { readonly state: ExportState }) {
  const t = useTranslations("export");
  const errors = useTranslations("errors");
  switch (state.kind) {
    case "idle":
      return null;
    case "running":
      return <Running progress={state.progress} />;
    case "done":
      return <Notice tone="good" isLive title={t("done", { ...state.progress })} />;
    case "handed-over":
      return <Notice tone="neutral" isLive title={t("handedOver")} />;
    case "stopped":
      return <Notice tone="neutral" isLive title={t("stopped")} />;
    case "not-written":
      return <Notice tone="bad" isLive title={t("notWritten")} />;
    case "broken":
      return (
        <Notice tone="bad" isLive title={t("broken")}>
          {t("brokenAfter", { ...state.progress })}
        </Notice>
      );
    case "refused":
      return state.code === "overloaded" ? (
        <Notice tone="waiting" isLive title={t("busy")}>
          {t("busyNext")}
        </Notice>
      ) : (
        <Notice tone="bad" isLive title={errors(`code.${state.code}.title`)}>
          {t("failedNext")} {state.requestId && `${errors("requestId")}: ${state.requestId}`}
        </Notice>
      );
  }
}

function Running({ progress }: { readonly progress: { done: number; total: number } | undefined }) {
  const t = useTranslations("export");
  return (
    <div className="grid gap-1.5 text-sm">
      <progress
        aria-label={t("title")}
        max={progress?.total}
        value={progress?.done}
        className="h-2 w-full accent-accent-solid"
      />
      <p className="text-ink-soft tabular-nums">
        {progress === undefined ? t("preparing") : t("progress", { ...progress })}
      </p>
    </div>
  );
}
