import type { Logger } from "@/lib/log";
import { type CountDeps, countCaptures } from "./count-captures";

const FIRST_AFTER_MS = 2_000;
/** Should another process be at it, or the store away. */
const AGAIN_AFTER_MS = 60_000;
/** What an older Kontor wrote beside this one, during a deploy, is found then. */
const PERIOD_MS = 3_600_000;

/** Keeps the figures of captures whole (`countCaptures`), from the start on and every hour. Harmless in several processes. */
export function startCountingCaptures(
  deps: CountDeps & { readonly log: Logger },
  onTrouble: (error: unknown) => void,
): { stop(): Promise<void> } {
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  let inHand = Promise.resolve();

  const work = async (): Promise<number> => {
    const counted = await countCaptures(deps, () => isStopping);
    if (counted === undefined) return AGAIN_AFTER_MS;
    if (counted.orders > 0) deps.log.info("captures.counted", { count: counted.orders });
    return PERIOD_MS;
  };
  const plan = (ms: number) => {
    timer = setTimeout(() => {
      inHand = work()
        .catch((error: unknown) => {
          onTrouble(error);
          return AGAIN_AFTER_MS;
        })
        .then((next) => {
          if (!isStopping) plan(next);
        });
    }, ms);
    timer.unref();
  };
  plan(FIRST_AFTER_MS);
  return {
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      await inHand;
    },
  };
}
