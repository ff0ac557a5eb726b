import { useTranslations } from "next-intl";
import type { ChartPanelWords } from "../charts/chart-panel";

/** What every chart's buttons say. */
export function usePanelWords(): ChartPanelWords {
  const t = useTranslations("captures.chart");
  return { viewAsTable: t("table"), csv: t("csv"), png: t("png"), pngFailed: t("pngFailed") };
}
