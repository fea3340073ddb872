import { entityKey } from '../../shared/ledger/keys.ts';

/**
 * A publisher as the value of a metric's dimension: its ledger key, so that the ways to write a name count as one, in
 * ASCII, as CloudWatch demands. Without commas.
 */
export const publisherDimension = (publisher: string): string => encodeURIComponent(entityKey(publisher));
