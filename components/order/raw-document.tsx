"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { JsonTree } from "@/components/ui/json-tree";
import type { JsonObject } from "@/lib/domain/json";

interface RawDocumentProps {
  readonly title: string;
  readonly copyLabel: string;
  readonly document: JsonObject;
}

/** A document as received, less what this reader may not see. Its tree is built when it is first opened: it is long. */
export function RawDocument({ title, copyLabel, document }: RawDocumentProps) {
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <details onToggle={(event) => event.currentTarget.open && setWasOpened(true)} className="min-w-0">
      <summary className="-mx-1.5 flex min-h-7 w-fit items-center gap-1 rounded px-1.5 text-ink-soft text-sm hover:bg-hover hover:text-ink">
        <ChevronRight aria-hidden="true" className="turns size-3.5 shrink-0 text-ink-faint" />
        {title}
      </summary>
      {wasOpened && (
        <div className="relative pt-2 pl-5">
          <CopyButton
            value={JSON.stringify(document, null, 2)}
            label={copyLabel}
            className="absolute top-2 right-0"
          />
          <JsonTree value={document} openLevels={1} />
        </div>
      )}
    </details>
  );
}
