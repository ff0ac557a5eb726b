import "server-only";

/** Nobody reads for so long: whoever asked is gone or stuck, and others wait for the connection. */
const STALL_MS = 60_000;

export interface PageStreamOptions {
  readonly pages: AsyncGenerator<string>;
  /** Called once, whatever the end; what still runs for `pages` must stop with it. */
  readonly onEnd: () => void;
  /** Called before `onEnd` when the end came too soon. */
  readonly onBroken: (error: unknown) => void;
  readonly stallMs?: number | undefined;
}

/**
 * The body of an answer, made while it is read: one page is asked for when the reader has taken the last but one, so that
 * no more than two are in memory. A failure, and a reader who takes nothing for `stallMs`, break the stream: the answer
 * then has no end, which a browser or program takes for the failed download that it is. It never looks complete.
 */
export function pageStream({
  pages,
  onEnd,
  onBroken,
  stallMs = STALL_MS,
}: PageStreamOptions): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const end = () => {
    clearTimeout(timer);
    if (isOver) return;
    isOver = true;
    onEnd();
  };
  const fail = (controller: ReadableStreamDefaultController<Uint8Array>, error: unknown) => {
    if (isOver) return;
    onBroken(error);
    controller.error(error);
    end();
  };
  const waitForReader = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    timer = setTimeout(() => fail(controller, new Error("nobody reads")), stallMs);
  };
  return new ReadableStream<Uint8Array>(
    {
      start: waitForReader,
      async pull(controller) {
        clearTimeout(timer);
        try {
          const page = await pages.next();
          if (isOver) return;
          if (page.done === true) {
            controller.close();
            end();
          } else {
            controller.enqueue(encoder.encode(page.value));
            waitForReader(controller);
          }
        } catch (error) {
          fail(controller, error);
        }
      },
      cancel() {
        end();
        // Not waited for: it may be in the middle of a statement, which `onEnd` has ended.
        pages.return(undefined).catch(() => {});
      },
    },
    { highWaterMark: 1 },
  );
}
