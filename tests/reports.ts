import { join } from 'node:path';

/**
 * How a test run reports: readable, and as JSON into the folder that CLAIMWIRE_TEST_REPORTS names, for scripts that count.
 *
 * @param run names the JSON file
 */
export function reports(run: string) {
  const folder = process.env.CLAIMWIRE_TEST_REPORTS;
  if (folder === undefined) return { reporters: ['default'] };
  return { reporters: ['default', 'json'], outputFile: { json: join(folder, `${run}.json`) } };
}
