/** Adds up what the test runs of a folder of results say, and prints it as the closing line. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };

for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
    readFileSync(join(folder, name), 'utf8'),
  );
  total.passed += numPassedTests;
  total.failed += numFailedTests;
  total.skipped += numPendingTests + numTodoTests;
}

const compat = join(folder, 'compat.txt');
if (existsSync(compat)) {
  const [, passed = '0', failed = '0'] =
    /^(\d+) passed, (\d+) failed$/m.exec(readFileSync(compat, 'utf8')) ?? [];
  total.passed += Number(passed);
  total.failed += Number(failed);
}

console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
