import type { JsonObject } from "@/lib/domain/json";
import { Code } from "./inline";
import { isList, isObject } from "./json-shape";
import { Word } from "./word";

/** Where the checkout link was sent (SMS, push) and whether it went out; nothing when it was not sent anywhere. */
export function PublishedTo({ configuration }: { readonly configuration: JsonObject }) {
  const { publish } = configuration;
  if (!isList(publish) || publish.length === 0) return "–";
  return (
    <ul>
      {publish.filter(isObject).map((entry) => (
        <li key={JSON.stringify(entry)} className="flex flex-wrap gap-x-2">
          <Code>{[entry.channel, entry.type, entry.id].filter(Boolean).join(" · ")}</Code>
          {typeof entry.status === "string" && <Word group="publish" value={entry.status} />}
        </li>
      ))}
    </ul>
  );
}
