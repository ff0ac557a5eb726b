import { readdirSync, readFileSync } from "node:fs";
import type { JsonObject, JsonValue } from "@/lib/domain/json";

const DOCUMENTS = new URL("../../sandbox/documents/", import.meta.url);

/** A held document of the sandbox: Dintero's own examples, and those made from them. */
export function documentNamed(name: string): JsonObject {
  return JSON.parse(readFileSync(new URL(name, DOCUMENTS), "utf8"));
}

/** Every held document, whatever it is about. */
export function allDocuments(): readonly { readonly name: string; readonly value: JsonValue }[] {
  return readdirSync(DOCUMENTS, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => ({ name, value: documentNamed(name) }));
}
