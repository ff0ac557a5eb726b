import { ChevronRight } from "lucide-react";
import type { JsonObject, JsonValue } from "@/lib/domain/json";

interface JsonTreeProps {
  readonly value: JsonValue;
  /** How many levels stand open at first. */
  readonly openLevels?: number;
}

/** A JSON document that folds. Text only, rendered on the server; find-in-page opens what it finds. */
export function JsonTree({ value, openLevels = 1 }: JsonTreeProps) {
  return (
    <div className="min-w-0 font-mono text-ink text-xs leading-5 [overflow-wrap:anywhere]">
      <JsonNode value={value} openLevels={openLevels} />
    </div>
  );
}

interface JsonNodeProps {
  readonly name?: string;
  readonly value: JsonValue;
  readonly openLevels: number;
}

function JsonNode({ name, value, openLevels }: JsonNodeProps) {
  const key = name === undefined ? null : <span className="text-ink-soft">{name}: </span>;
  if (value === null || typeof value !== "object") {
    return (
      <div className="pl-4">
        {key}
        <Scalar value={value} />
      </div>
    );
  }
  const entries = entriesOf(value);
  const [open, close] = isList(value) ? ["[", "]"] : ["{", "}"];
  if (entries.length === 0) {
    return (
      <div className="pl-4">
        {key}
        <span className="text-ink-faint">{open + close}</span>
      </div>
    );
  }
  return (
    <details open={openLevels > 0}>
      <summary className="flex min-h-6 items-center rounded hover:bg-hover">
        <ChevronRight aria-hidden="true" className="turns size-3 shrink-0 text-ink-faint" />
        <span className="pl-1">
          {key}
          <span className="text-ink-faint">
            {open} {entries.length} {close}
          </span>
        </span>
      </summary>
      <div className="ml-1.5 border-l pl-2">
        {entries.map(([childName, child]) => (
          <JsonNode key={childName} name={childName} value={child} openLevels={openLevels - 1} />
        ))}
      </div>
    </details>
  );
}

function Scalar({ value }: { readonly value: string | number | boolean | null }) {
  if (typeof value === "string") return <bdi className="text-good">{JSON.stringify(value)}</bdi>;
  if (typeof value === "number") return <span className="text-info">{value}</span>;
  return <span className="text-waiting">{String(value)}</span>;
}

function isList(value: readonly JsonValue[] | JsonObject): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function entriesOf(value: readonly JsonValue[] | JsonObject): [string, JsonValue][] {
  if (isList(value)) return value.map((child, index) => [String(index), child]);
  return Object.entries(value).flatMap(([name, child]) => (child === undefined ? [] : [[name, child]]));
}
