"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { announce } from "../ui/announcer";
import { Button } from "../ui/button";
import { copyText } from "../ui/copy-text";
import { EXPORT_ID } from "./export-orders";

interface SelectionBarProps {
  readonly mayExport: boolean;
}

/** What can be done with the orders that are ticked. Give it the page's address as `key`: another page has other boxes. */
export function SelectionBar({ mayExport }: SelectionBarProps) {
  const t = useTranslations("orders.selection");
  const [count, setCount] = useState(0);

  useEffect(() => {
    const recount = () => setCount(ticked().length);
    recount();
    document.addEventListener("change", recount);
    return () => document.removeEventListener("change", recount);
  }, []);

  async function copy() {
    const references = ticked().map((box) => box.closest<HTMLElement>("tr")?.dataset.reference ?? "");
    if (await copyText(references.join("\n"))) announce(t("copied"));
  }

  function clear() {
    for (const box of ticked()) box.checked = false;
    setCount(0);
  }

  if (count === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 border-t bg-accent-soft px-4 py-2 text-sm">
      <span role="status" className="mr-auto font-medium">
        {t("count", { count })}
      </span>
      <Button size="small" onClick={copy}>
        {t("copy")}
      </Button>
      {mayExport && (
        <Button size="small" onClick={() => document.getElementById(EXPORT_ID)?.click()}>
          {t("export")}
        </Button>
      )}
      <Button size="small" variant="quiet" onClick={clear}>
        {t("clear")}
      </Button>
    </div>
  );
}

function ticked(): readonly HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>("tr[data-order] [data-select]:checked")];
}
