"use client";

import { useMutation } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { BulkReprocessResult } from "@/lib/domain/delivery-log";
import { reprocessParked } from "@/lib/queries/callbacks";
import type { RequestError } from "@/lib/queries/request";
import { RequestTrouble } from "./request-trouble";

/** Everything that is parked, back to the worker: says first how many that is. */
export function Bulk() {
  const t = useTranslations("callbacks.reprocess");
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const count = useMutation<BulkReprocessResult, RequestError>({ mutationFn: () => reprocessParked(true) });
  const work = useMutation<BulkReprocessResult, RequestError>({
    mutationFn: () => reprocessParked(false),
    onSuccess: () => router.refresh(),
  });
  const affected = count.data?.affected;

  function open() {
    work.reset();
    count.mutate();
    setIsOpen(true);
  }

  return (
    <>
      <Button size="small" onClick={open}>
        <RotateCw aria-hidden="true" className="size-3.5" />
        {t("bulkOpen")}
      </Button>
      <Dialog
        title={t("bulkTitle")}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        footer={
          <>
            <Button variant="quiet" onClick={() => setIsOpen(false)}>
              {t(work.isSuccess ? "close" : "cancel")}
            </Button>
            {!work.isSuccess && affected !== undefined && affected > 0 && (
              <Button variant="primary" isBusy={work.isPending} onClick={() => work.mutate()}>
                {t("bulkConfirm", { count: affected })}
              </Button>
            )}
          </>
        }
      >
        <div role="status" className="grid gap-3 text-sm">
          {work.data
            ? t("bulkDone", { count: work.data.affected })
            : affected !== undefined && t("bulkLead", { count: affected })}
          <RequestTrouble error={work.error ?? count.error} />
        </div>
      </Dialog>
    </>
  );
}
