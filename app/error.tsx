"use client";

import type { ComponentProps } from "react";
import { BarePage } from "@/components/shell/bare-page";
import { PageError } from "@/components/shell/page-error";

/** Where there is no desk around the page: the sign-in page, or a desk that failed itself. */
export default function ErrorPage(props: ComponentProps<typeof PageError>) {
  return (
    <BarePage>
      <PageError {...props} />
    </BarePage>
  );
}
