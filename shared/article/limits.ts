/**
 * Largest upload in bytes, as stored and after gunzip. A news article's HTML page is 0.1–3 MB; ten leave room for
 * the heaviest pages, and a parsed page of that size still fits the ingest function's memory.
 */
export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;

/**
 * Longest document text in UTF-16 code units: some 160,000 words, a long book. Anything longer is no article, and
 * extraction time grows with the length: at this limit it still ends within a function's 15 minutes.
 */
export const MAX_TEXT_LENGTH = 1_000_000;

/**
 * Most tokens of an article. Ordinary text reaches MAX_TEXT_LENGTH first (4–6 code units a token); this one bounds
 * the extractor's work on text made of signs, where each sign is a token.
 */
export const MAX_TOKENS = 250_000;

/** Longest title kept, in UTF-16 code units; longer ones are cut. It is copied onto every claim of the ledger. */
export const MAX_TITLE_LENGTH = 500;

/** Longest publisher kept, in UTF-16 code units; longer ones are cut. It is part of ledger keys (at most 1,024 bytes). */
export const MAX_PUBLISHER_LENGTH = 200;

/** Longest URL kept, in UTF-16 code units; a longer one is dropped, as a cut URL leads nowhere. */
export const MAX_URL_LENGTH = 2_000;
