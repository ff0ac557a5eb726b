import type { ExportTarget } from "@/lib/queries/order-export";

interface PickedFile {
  createWritable(): Promise<ExportTarget>;
}

declare global {
  interface Window {
    /** The File System Access API: Chromium, over https or on this machine. */
    showSaveFilePicker?: (options: { readonly suggestedName: string }) => Promise<PickedFile>;
  }
}

/** Whether this browser lets a page write a file while it comes. Others download it by themselves. */
export function canPickFile(): boolean {
  return typeof window.showSaveFilePicker === "function";
}

/**
 * Asks where to save. What is written takes the file's place when it is closed, and not before.
 * @returns undefined when the reader thinks better of it
 */
export async function pickFile(suggestedName: string): Promise<ExportTarget | undefined> {
  try {
    const file = await window.showSaveFilePicker?.({ suggestedName });
    return await file?.createWritable();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    throw error;
  }
}
