import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import type { Tone } from "@/components/ui/tone";
import type { CheckLine } from "./check-list";

type State = "right" | "off" | "never" | "failed" | "unreadable" | "overdue";

const TONES: Record<State, Tone> = {
  right: "good",
  off: "waiting",
  never: "waiting",
  failed: "waiting",
  unreadable: "waiting",
  overdue: "bad",
};

/** How reconciliation with Dintero stands, as a line among others. @param finishedAt ISO; when a run last read everything */
export function useReconciliationLine(): (state: State, finishedAt: string | undefined) => CheckLine {
  const t = useTranslations("settings.reconciliation");
  return (state, finishedAt) => ({
    name: t("name"),
    tone: TONES[state],
    word: t(`word.${state}`),
    children: (
      <>
        {state !== "right" && <p>{t(`todo.${state}`)}</p>}
        {finishedAt !== undefined && <p>{t.rich("finished", { at: () => <Instant at={finishedAt} /> })}</p>}
      </>
    ),
  });
}
