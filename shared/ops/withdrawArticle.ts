import { SEQUENCER_DIGITS } from '../ledger/generation.ts';
import type { ArticleHead, ArticleVersion, Ledger, WriteOutcome } from '../ledger/ledger.ts';

/**
 * Takes an article out of the ledger as if its object had been deleted right after the version that is recorded: the
 * sequencer is the next one there is, above every extractor's look at that version and below every later upload's.
 */
export function withdrawArticle(
  ledger: Pick<Ledger, 'withdraw'>,
  {
    bucket,
    key,
    versionId,
    sequencer,
    receivedAt,
    extractorVersion,
  }: ArticleVersion & Pick<ArticleHead, 'extractorVersion'>,
): Promise<WriteOutcome> {
  const next = BigInt(`0x${sequencer.padEnd(SEQUENCER_DIGITS, '0')}`) + 1n;
  return ledger.withdraw(
    {
      bucket,
      key,
      versionId,
      sequencer: next.toString(16).toUpperCase().padStart(SEQUENCER_DIGITS, '0'),
      receivedAt,
    },
    extractorVersion,
  );
}
