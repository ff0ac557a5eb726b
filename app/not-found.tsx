import { PageMissing } from "@/components/shell/page-missing";

export default function NotFoundPage() {
  return (
    <main className="pt-[15vh]">
      <PageMissing />
    </main>
  );
}
