import { type Answer, json, notFound } from "../http/answer";
import { numberAt, objectsAt, textAt } from "../json";
import type { Settlement } from "./settlement-book";

/**
 * The file of one attachment. Dintero documents "200: a string" and no more, so each kind comes in another of the forms
 * that this may mean: a PDF as it is, a CSV as a JSON string of its text, an XML as a JSON string with an address.
 */
export function attachmentAnswer({ document, events }: Settlement, attachmentId: string): Answer {
  const attachment = objectsAt(document, "attachments").find(({ id }) => id === attachmentId);
  if (attachment === undefined) throw notFound();
  const id = textAt(document, "id") ?? "";
  switch (textAt(attachment, "extension")) {
    case "pdf":
      return { status: 200, headers: { "content-type": "application/pdf" }, body: pdfOf(id) };
    case "csv":
      return json(200, csvOf(events));
    default:
      return json(200, `https://files.example.com/${encodeURIComponent(id)}.xml?signature=canary-attachment`);
  }
}

function csvOf(events: Settlement["events"]): string {
  const heading =
    "transaction_id,merchant_reference,event,event_correlation_id,payout_correlation_id,currency,capture,refund,fee,amount";
  const lines = events.map(({ transaction, event, entry }) =>
    [
      textAt(transaction, "id"),
      textAt(transaction, "merchant_reference"),
      textAt(event, "event"),
      textAt(entry, "event_correlation_id"),
      textAt(transaction, "metadata", "payout_correlation_id"),
      textAt(transaction, "currency"),
      ...["capture", "refund", "fee", "amount"].map((field) => numberAt(entry, field) ?? 0),
    ].join(","),
  );
  return `${[heading, ...lines].join("\n")}\n`;
}

/** The smallest that a reader opens: one page with one line. */
function pdfOf(id: string): string {
  const text = `BT /F1 18 Tf 72 720 Td (Settlement ${id.replace(/[^\w.-]/g, "?")}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let body = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const place = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  return `${body}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
}
