import { PermanentError } from '../errors.ts';
import { sha256 } from './keys.ts';

/** Wider than any sequencer S3 has given (16 to 18 digits so far). */
export const SEQUENCER_DIGITS = 32;

const HASH_DIGITS = 8;

/**
 * What orders everything that is ever recorded of one article: strings of one length, greater is newer. First comes
 * S3's sequencer, in hex, padded with zeros on its right
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html), then the extractor's
 * semantic version, a release after its pre-releases, then a hash of the whole version, so that two builds never tie.
 * @throws PermanentError `ledger.badSequencer` when it is not hexadecimal or longer than 32 digits
 */
export function generationOf(sequencer: string, extractorVersion: string): string {
  if (!/^[0-9a-f]{1,32}$/i.test(sequencer)) {
    throw new PermanentError(
      'ledger.badSequencer',
      `Sequencer "${sequencer}" is not 1 to ${SEQUENCER_DIGITS} hexadecimal digits: pass the one of the S3 event on.`,
      { sequencer },
    );
  }
  const [, major, minor, patch, preRelease] =
    /^(\d{1,4})\.(\d{1,4})\.(\d{1,4})(-)?/.exec(extractorVersion) ?? ([] as undefined[]);
  const version = [major, minor, patch].map((part = '') => part.padStart(4, '0')).join('.');
  return [
    sequencer.toUpperCase().padEnd(SEQUENCER_DIGITS, '0'),
    `${version}.${preRelease ? 0 : 1}`,
    sha256(extractorVersion).slice(0, HASH_DIGITS),
  ].join('-');
}

/** How readers name a generation among those of its article: its sequencer, and which extractor read it. */
export const versionIdOf = (generation: string): string =>
  `${generation.slice(0, SEQUENCER_DIGITS).replace(/0+$/, '') || '0'}-${generation.slice(-HASH_DIGITS)}`;

/** What the generations that may have a version id begin with; empty when it is none. */
export const generationPrefixOf = (versionId: string): string =>
  /^[0-9A-F]{1,32}-[0-9a-f]{8}$/.test(versionId)
    ? `${versionId.slice(0, -HASH_DIGITS - 1).padEnd(SEQUENCER_DIGITS, '0')}-`
    : '';

/** One run's outcome on one generation; `hash` tells it from other outcomes. */
export const editionOf = (generation: string, hash: string): string =>
  `${generation}-${hash.slice(0, HASH_DIGITS)}`;

export const generationOfEdition = (edition: string): string => edition.slice(0, -HASH_DIGITS - 1);
