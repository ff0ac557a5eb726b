import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { Table, Td, Th } from "@/components/ui/table";

interface AboutSectionProps {
  readonly version: string;
  readonly commit?: string | undefined;
  readonly packages: readonly {
    readonly name: string;
    readonly version: string;
    readonly license?: string | undefined;
  }[];
}

/** What this Kontor is made of, and where to read on. */
export function AboutSection({ version, commit, packages }: AboutSectionProps) {
  const t = useTranslations("settings.about");
  return (
    <Section title={t("title")}>
      <div className="grid gap-4">
        <Facts
          columns={3}
          items={[
            { label: t("version"), value: version },
            {
              label: t("commit"),
              value: commit ? <code className="text-xs">{commit.slice(0, 12)}</code> : t("unknown"),
            },
            { label: t("license"), value: t("unlicensed") },
          ]}
        />
        <div className="text-sm">
          <h3 className="text-ink-faint">{t("docs")}</h3>
          <ul className="mt-1 grid gap-1">
            <li>{t.rich("files", { file: (name) => <code className="text-xs">{name}</code> })}</li>
            <li>
              <a
                href="https://docs.dintero.com"
                target="_blank"
                rel="noreferrer"
                className="text-accent underline underline-offset-2"
              >
                {t("dintero")}
              </a>
            </li>
          </ul>
        </div>
        <Disclosure summary={t("packages", { count: packages.length })}>
          <div className="-mx-4 -mb-4 border-t">
            <Table caption={t("packagesCaption")} isCaptionHidden isStackable>
              <thead>
                <tr>
                  <Th>{t("package")}</Th>
                  <Th>{t("version")}</Th>
                  <Th>{t("license")}</Th>
                </tr>
              </thead>
              <tbody>
                {packages.map(({ name, version: used, license }) => (
                  <tr key={`${name} ${used}`}>
                    <Th scope="row" label={t("package")} className="font-normal">
                      {name}
                    </Th>
                    <Td label={t("version")}>{used}</Td>
                    <Td label={t("license")}>{license ?? t("unknown")}</Td>
                  </tr>
                ))}
              </tbody>
            </Table>
          </div>
        </Disclosure>
      </div>
    </Section>
  );
}
