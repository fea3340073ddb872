/** What the embedded stack calls its parts. They are fixed: one data folder holds one stack. */
export const REGION = 'us-east-1';
export const ARTICLES_BUCKET = 'claimwire-articles';
export const TEXTS_BUCKET = 'claimwire-texts';
export const INGEST_QUEUE = 'claimwire-ingest';
export const FAILED_QUEUE = 'claimwire-ingest-failed';
export const LEDGER_TABLE = 'claimwire-ledger';

/** The embedded servers ask for no credentials, but AWS clients do not start without some. */
export const CREDENTIALS = { accessKeyId: 'embedded', secretAccessKey: 'embedded' } as const;
