import { duration, progressBar } from '../../terminal/progressBar.ts';

export interface ExtractProgress {
  /** Articles that are done, and the claims in them. */
  readonly done: number;
  readonly claims: number;
  readonly failed: number;
  /** Since the command started. */
  readonly seconds: number;
  /** Of the input, the part that is done; null when nobody knows how much there is. */
  readonly share: number | null;
}

/** How far it is, what matters most first: `██░░…  21% · 1:04 left · 140 articles, 1,904 claims · 8.2 articles/s`. */
export function progressText({ done, claims, failed, seconds, share }: ExtractProgress): string {
  const finished = done + failed;
  const parts: string[] = [];
  if (share !== null) parts.push(progressBar(share));
  if (share !== null && share > 0) parts.push(`${duration((seconds * (1 - share)) / share)} left`);
  parts.push(`${count(done, 'article')}, ${count(claims, 'claim')}`);
  if (failed > 0) parts.push(`${failed.toLocaleString('en')} failed`);
  if (finished > 0 && seconds > 0) parts.push(`${(finished / seconds).toFixed(1)} articles/s`);
  return parts.join(' · ');
}

const count = (number: number, what: string): string =>
  `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
