import { join } from "node:path";
import { expect, test } from "vitest";
import { writeBackup } from "@/lib/db/backup";
import { connect } from "@/lib/db/connect";
import { readErasures } from "@/lib/db/erasure-file";
import { migrate } from "@/lib/db/migrate";
import { restoreBackup } from "@/lib/db/restore";
import { emptyDatabase, folderWith } from "@/lib/db/test-stores";
import { apply } from "./apply";
import { decideErasure, finishErasing } from "./erase";
import { NOW, SESSION, session, TRANSACTION, transaction } from "./test-answers";
import { dumpStore } from "./test-dump-store";

const ACCOUNT = "T12345678";
const KARI = { first_name: "Kari", last_name: "Canaryvik", email: "kari.canary@example.com" };

test("F37 F64 a backup from before an erasure comes back without the person, before anybody reads it", async () => {
  const address = await emptyDatabase();
  await migrate(address);
  const db = connect(address);
  const deps = { db, accountId: ACCOUNT, now: () => NOW };
  await apply(deps, { ...session(), ...transaction({ billing_address: KARI }) }, "lookup");
  const path = join(await folderWith({}), "kontor.backup");
  await writeBackup({ address, path, now: NOW });
  const contact = { ids: [SESSION, TRANSACTION], emails: [KARI.email], phones: [] };
  await decideErasure(deps, { ...contact, because: "request" });
  await finishErasing(deps);

  await restoreBackup({ address, path, isReplacing: true, accountId: ACCOUNT, now: NOW });
  const { order_keys, orders } = await dumpStore(db, ACCOUNT);
  expect(JSON.stringify([order_keys, orders])).not.toMatch(/kari/i);
  expect((await readErasures(db, ACCOUNT)).erasures).toHaveLength(3);
  await finishErasing(deps);
  const dump = await dumpStore(db, ACCOUNT);
  expect(JSON.stringify(dump)).not.toMatch(/kari/i);
  expect(dump.orders).toMatchObject([{ authorized_minor: 72200 }]);
  await db.close();
});
