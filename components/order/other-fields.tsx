import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import { Table, Td, Th } from "@/components/ui/table";
import type { JsonValue } from "@/lib/domain/json";
import type { OrderView } from "@/lib/domain/order-view";
import { Code } from "./inline";
import { Nothing } from "./nothing";
import { type OtherField, otherFields } from "./other-paths";

/** What no other section shows: fields this version does not know, and where session and transaction disagree. */
export function OtherFields({ documents }: { readonly documents: OrderView["documents"] }) {
  const t = useTranslations("order.other");
  const fields = otherFields(documents);
  const different = fields.filter((field) => field.isDifferent);
  const unknown = fields.filter((field) => !field.isDifferent);
  return (
    <Section title={t("title")} id="other">
      <div className="grid gap-4">
        {fields.length === 0 && <Nothing>{t("none")}</Nothing>}
        {different.length > 0 && <FieldsTable caption={t("different")} fields={different} />}
        {unknown.length > 0 && <FieldsTable caption={t("unknown")} fields={unknown} />}
      </div>
    </Section>
  );
}

interface FieldsTableProps {
  readonly caption: string;
  readonly fields: readonly OtherField[];
}

function FieldsTable({ caption, fields }: FieldsTableProps) {
  const t = useTranslations("order.other");
  return (
    <Table caption={caption} isStackable>
      <thead className="sr-only">
        <tr>
          <Th>{t("field")}</Th>
          <Th>{t("value")}</Th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ source, path, value }) => (
          <tr key={`${source} ${path}`}>
            <Th scope="row" className="font-normal">
              <span className="mr-2 text-ink-faint text-xs">{t(source)}</span>
              <Code>{path}</Code>
            </Th>
            <Td label={t("value")} className="wrap-anywhere">
              <bdi>{textOf(value)}</bdi>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function textOf(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
