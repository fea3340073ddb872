import type { Span } from '../../span.ts';
import type { Entity } from '../extraction.ts';
import type { Reference } from './references.ts';

/** UTF-16 code units; longer names are left alone. */
const LONGEST_NAME = 100;

/** "Prigozhin" where the text also has "Yevgeny Prigozhin"; "ISW" for the institute that it abbreviates. */
export function shortNames(reading: string, entities: readonly Entity[]): Reference[] {
  const bodies = new Set(
    entities
      .filter(({ type }) => type !== 'person')
      .flatMap(({ name, mentions }) => [
        BUSINESS_NAME.exec(name)?.[1] ?? '',
        ...mentions.map((span) => reading.slice(...span)),
      ]),
  );
  return entities.flatMap(({ id, name, type, mentions }): Reference[] => {
    if ((type !== 'person' && type !== 'organization') || name.length > LONGEST_NAME) return [];
    const short = mentions.filter((span) => {
      const text = reading.slice(...span).replace(/\s+/g, ' ');
      if (text === name || name.length <= text.length) return false;
      if (type === 'organization') return /^\p{Lu}{2,}$/u.test(text);
      // A title tells whose surname it is, and it may be someone else's.
      return (
        !TITLE.test(reading.slice(Math.max(0, span[0] - 12), span[0])) &&
        /^\p{L}+$/u.test(text.replace(/[-’']/gu, ''))
      );
    });
    // A company may bear the family's name.
    if (type === 'person' && short.some((span) => isBody(reading, span, bodies))) return [];
    return short.map((span) => ({
      span,
      name,
      kind: type === 'person' ? 'person' : 'organization',
      entity: id,
    }));
  });
}

/** "Fenwright Stores" */
const BUSINESS_NAME =
  /^(\p{Lu}[\p{L}’'-]+)(?:['’]s)?\s+(?:&|and Sons|Brothers|Bros|Group|Inc|Corp|Corporation|Ltd|Limited|plc|Plc|PLC|Holdings?|Capital|Partners|Bank|Stores?|Motors?|Industries|Marine|Company|Co|Medical|Pharma\p{Ll}*|Energy|Foods?|Airlines?|Airways|Steel|Media|Technologies|Systems|Mills?|Brewery|Homes|Supermarkets?)\b/u;
const TITLE =
  /\b(?:Mrs?|Ms|Miss|Mx|Lady|Lord|Sir|Dame|brothers?|sisters?|elder|younger|young|old|senior|junior|late)\.?\s+$/iu;

/** What only a business has, or is. */
const OF_BUSINESS =
  /^(?:['’]s?\s+(?:\p{Ll}+\s+){0,2}?(?:shareholders|shares|investors|profits?|revenues?|sales|stores|shops|customers|employees|products|board|stock|supermarkets|factory|factories|takeover|subsidiary)\b|,\s+(?:the|an?|which)\s+(?:[\p{L}-]+\s+){0,3}?(?:chain|company|firm|retailer|maker|group|brand|bank|supermarket|manufacturer|business|employs|operates|sells|owns|runs|makes)\b|\s+(?:shares|stock|stores|shops|employees|products|executives)\b)/u;

/** Whether a surname may stand for a body there: it is part of one's name, or has what a business has. */
const isBody = (reading: string, [start, end]: Span, bodies: ReadonlySet<string>): boolean =>
  bodies.has(reading.slice(start, end)) ||
  /\b(?:shares|stock|stake|investors|employees) (?:in|of|at)\s$/iu.test(
    reading.slice(Math.max(0, start - 14), start),
  ) ||
  OF_BUSINESS.test(reading.slice(end, end + 80));
