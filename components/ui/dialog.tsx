"use client";

import clsx from "clsx";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId, useRef } from "react";

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** Esc, the cross, or a click beside the dialog. */
  readonly onClose: () => void;
  /** The buttons, right-aligned; the one that does it last. */
  readonly footer?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * A modal on the browser's own <dialog>: the cursor is in its first field, it traps focus, closes on Esc and gives focus back
 * to where it was.
 */
export function Dialog({ title, isOpen, onClose, footer, className, children }: DialogProps) {
  const t = useTranslations("shell");
  const titleId = useId();
  const ref = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (isOpen && !dialog.open) {
      dialog.showModal();
      // The browser would choose the cross; React's autoFocus comes before the dialog is shown, and does nothing.
      dialog.querySelector<HTMLElement>("input, textarea, select")?.focus();
    }
    if (!isOpen && dialog.open) dialog.close();
  }, [isOpen]);

  useEffect(() => {
    const dialog = ref.current;
    // The backdrop belongs to the dialog element; its content sits in the box within.
    const closeBeside = (event: MouseEvent) => {
      if (event.target === dialog) onClose();
    };
    dialog?.addEventListener("click", closeBeside);
    return () => dialog?.removeEventListener("click", closeBeside);
  }, [onClose]);

  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      className={clsx(
        "m-auto w-[min(32rem,calc(100vw-2rem))] rounded-xl border border-transparent bg-surface p-0 text-ink shadow-float",
        className,
      )}
    >
      {isOpen && (
        <div className="flex max-h-[calc(100dvh-4rem)] flex-col">
          <div className="flex items-center justify-between gap-4 border-b py-2.5 pr-2.5 pl-4">
            <h2 id={titleId} className="font-semibold text-base">
              {title}
            </h2>
            <button
              type="button"
              aria-label={t("close")}
              onClick={onClose}
              className="inline-flex size-7 items-center justify-center rounded text-ink-faint hover:bg-hover hover:text-ink"
            >
              <X aria-hidden="true" className="size-4" />
            </button>
          </div>
          <div className="overflow-y-auto p-4">{children}</div>
          {footer && (
            <div className="flex flex-wrap justify-end gap-2 border-t bg-sunken px-4 py-3">{footer}</div>
          )}
        </div>
      )}
    </dialog>
  );
}
