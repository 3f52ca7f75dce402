/** Opens the store of a folder and prints what came of it. */
import { openSqliteStore } from '@agent-attribution/tracker';

try {
  const store = await openSqliteStore({ dataDir: process.argv[2] });
  await store.close();
  process.stdout.write('opened');
} catch (error) {
  process.stdout.write(`${error.code}: ${error.message}`);
}
