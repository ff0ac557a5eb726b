import { useEffect, useRef, useState } from "react";
import type { OrderExport } from "@/lib/domain/order-export";
import type { ErrorCode } from "@/lib/errors";
import { BrokenExport, downloadExport, type ExportProgress } from "@/lib/queries/order-export";
import { RequestError } from "@/lib/queries/request";
import { pickFile } from "./export-file";

export type ExportState =
  | { readonly kind: "idle" | "handed-over" | "stopped" | "not-written" }
  /** `progress` is absent until the orders are counted. */
  | { readonly kind: "running"; readonly progress?: ExportProgress | undefined }
  | { readonly kind: "done" | "broken"; readonly progress: ExportProgress }
  | {
      readonly kind: "refused";
      readonly code: ErrorCode | "offline";
      readonly requestId: string | undefined;
    };

interface Asked {
  readonly href: string;
  readonly rows: OrderExport["rows"];
}

/** One export at a time into a file that the reader picks. Leaving the page stops it. */
export function useExport() {
  const [state, setState] = useState<ExportState>({ kind: "idle" });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function start({ href, rows }: Asked) {
    const controller = new AbortController();
    running.current = controller;
    try {
      const target = await pickFile(`${rows}.csv`);
      if (target === undefined) return;
      setState({ kind: "running" });
      const progress = await downloadExport({
        ...{ href, rows, target, signal: controller.signal },
        onProgress: (known) => setState({ kind: "running", progress: known }),
      });
      setState({ kind: "done", progress });
    } catch (error) {
      setState(controller.signal.aborted ? { kind: "stopped" } : failureOf(error));
    }
  }

  return {
    state,
    start,
    stop: () => running.current?.abort(),
    /** The browser's own download has taken over, or the choice was changed. */
    setKind: (kind: "idle" | "handed-over") => setState({ kind }),
  };
}

function failureOf(error: unknown): ExportState {
  if (error instanceof BrokenExport) return { kind: "broken", progress: error.progress };
  if (error instanceof RequestError) {
    return { kind: "refused", code: error.code, requestId: error.requestId };
  }
  return { kind: "not-written" };
}
