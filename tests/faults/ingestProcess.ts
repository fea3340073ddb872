/** A function instance in a process of its own: takes one event from its parent, works on it, tells the answer. It may be killed. */
import { lambdaContext } from '../../local/lambdaContext.ts';
import { createIngest } from './createIngest.ts';
import { sayingExtractor } from './sayingExtractor.ts';

const [s3 = '', dynamodb = '', tableName = ''] = process.argv.slice(2);
const handler = createIngest({ s3, dynamodb, tableName, extractor: sayingExtractor() });
process.once('message', async (event) => {
  const response = await handler(event as never, lambdaContext('claimwire-ingest', 60));
  process.send?.(response, () => process.disconnect());
});
process.send?.('ready');
