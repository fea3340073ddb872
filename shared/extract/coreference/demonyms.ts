import { firstIndex } from '../../firstIndex.ts';
import { onlyPersonBefore } from './discourse.ts';
import type { Pass } from './sieve.ts';

/** How many sentences back a person is looked for that is called by where he is from. */
const NEAR = 4;

/** What one person is called by a country, city or party: "Dane", "Kenyan", "Republican", "Londoner". */
const ONE =
  /(?:(?<!talib)an|dane|swede|finn|turk|pole|scot|serb|croat|kurd|spaniard|briton|greek|arab|czech|slovak|thai|democrat|conservative|liberal|[^e]er|[aq]i|irishwoman|englishwoman|frenchwoman)$/u;

/**
 * "The Dane", "the 29-year-old Kenyan", "the Montana Republican": not all who are called so but the person of whom the
 * text has just told: the nearest one before who spoke or stood as a subject.
 */
export const byDemonym: Pass = (
  { named, phrase, span, sentence, answered, gender },
  { appearances, mentions },
) => {
  if (named && named.kind !== 'group') return null;
  const [, name] = /^the (?:[\p{L}\d.-]+ ){0,3}?(\p{L}[\p{L}-]*)$/u.exec(phrase.short.toLowerCase()) ?? [];
  if (name === undefined || !named || !ONE.test(name)) return null;
  const masculine = /man$/.test(name) && !/(?:german|roman|ottoman|oman|woman)$/.test(name);
  for (let i = firstIndex(appearances, ({ at }) => at >= span[0]) - 1; i >= 0; i--) {
    const { referent, salient, quoted, sentence: other } = appearances[i]!;
    if (other < sentence - NEAR) break;
    if (!salient || quoted || referent === answered) continue;
    if (referent.kind !== 'person' || referent.plural || !referent.entity) continue;
    if (masculine && gender(referent) === 'feminine') continue;
    return referent;
  }
  return onlyPersonBefore(mentions, span[0]);
};
