import { BarePage } from "@/components/shell/bare-page";
import { PageMissing } from "@/components/shell/page-missing";

export default function NotFoundPage() {
  return (
    <BarePage>
      <PageMissing />
    </BarePage>
  );
}
