import type { Article } from '../../article/article.ts';
import { firstIndex } from '../../firstIndex.ts';
import { covers } from '../../span.ts';
import type { NamedMention, Referent } from './discourse.ts';

/** An interview printed as questions and answers, with no name before them. */
export interface Interview {
  readonly interviewee: Referent;
  /** Whether what stands at a place is asked or answered; null before the first question. */
  readonly turnAt: (at: number) => 'question' | 'answer' | null;
}

/** So many questions, each with an answer after it, make an interview. */
const QUESTIONS = 2;

const FIRST_PERSON = /(?<![“"‘'\p{L}])(?:I|my|me|we|our)(?![\p{L}])/iu;
const SECOND_PERSON = /(?<!\p{L})you[rs]?(?!\p{L})/iu;

/**
 * Whether an article is an interview, and whose: paragraphs that end in a question mark alternate with others, most of
 * which speak in the first person, a question addresses someone, and before the first one a headline names one person, or
 * the text one more often than any other. Null when any of it is uncertain.
 */
export function readInterview(
  { reading, blocks }: Pick<Article, 'reading' | 'blocks'>,
  mentions: readonly NamedMention[],
): Interview | null {
  const paragraphs = blocks.filter(({ kind }) => kind === 'paragraph').map(({ span }) => span);
  const asks = paragraphs.map(([start, end]) => /\?\s*$/u.test(reading.slice(start, end)));
  const answers = paragraphs.filter((_, i) => !asks[i] && asks[i - 1]);
  if (answers.length < QUESTIONS) return null;
  const personal = answers.filter(([start, end]) => FIRST_PERSON.test(reading.slice(start, end)));
  if (2 * personal.length < answers.length) return null;
  const questions = paragraphs.filter((_, i) => asks[i]);
  if (!questions.some(([start, end]) => SECOND_PERSON.test(reading.slice(start, end)))) return null;
  const first = questions[0]![0];
  const before = mentions.slice(
    0,
    firstIndex(mentions, ({ span }) => span[0] >= first),
  );
  const headings = blocks.filter(({ kind }) => kind === 'heading').map(({ span }) => span);
  const inHeadings = before.filter(({ span }) => headings.some((heading) => covers(heading, span)));
  const interviewee = introduced(reading, before) ?? onlyPerson(inHeadings) ?? mostNamed(before);
  if (!interviewee) return null;
  return {
    interviewee,
    turnAt: (at) => {
      if (at < first) return null;
      const next = questions[firstIndex(questions, ([, end]) => end > at)];
      return next && next[0] <= at ? 'question' : 'answer';
    },
  };
}

/** Before the name of whom someone spoke with: "an interview with the poet", "she sat down with". */
const INTRODUCED =
  /\b(?:interview(?:s|ed)?(?:\swith)?|(?:sp[eo]aks?|spoke|talks?|talked|sat\sdown|sits\sdown|caught\sup|met)\s(?:with|to))\s(?:[^.?!,:;\n“”"]{1,60}\s)?$/iu;

/** The first person of whom the text says that someone spoke with him. */
function introduced(reading: string, mentions: readonly NamedMention[]): Referent | null {
  for (const [i, { span, referent }] of mentions.entries()) {
    if (referent.kind !== 'person') continue;
    const last = mentions.slice(0, i).findLast((one) => one.referent.kind === 'person');
    const before = reading.slice(Math.max(last?.span[1] ?? 0, span[0] - 100), span[0]);
    if (
      INTRODUCED.test(before) ||
      /^: an? (?:\p{L}+ )?interview/iu.test(reading.slice(span[1], span[1] + 40))
    )
      return referent;
  }
  return null;
}

const persons = (mentions: readonly NamedMention[]) =>
  mentions.map(({ referent }) => referent).filter(({ kind }) => kind === 'person');

function onlyPerson(mentions: readonly NamedMention[]): Referent | null {
  const [one, ...others] = new Set(persons(mentions));
  return one && others.length === 0 ? one : null;
}

/** The person named most often; null where two are. */
function mostNamed(mentions: readonly NamedMention[]): Referent | null {
  const counts = new Map<Referent, number>();
  for (const person of persons(mentions)) counts.set(person, (counts.get(person) ?? 0) + 1);
  const [most, second] = [...counts].sort((a, b) => b[1] - a[1]);
  return most && most[1] !== second?.[1] ? most[0] : null;
}
