import { describe, expect, it } from 'vitest';
import { articleFromText } from '../../article/articleFromText.ts';
import type { Entity } from '../extraction.ts';
import { quotedSpans } from '../quotedSpans.ts';
import { namedMentions } from './discourse.ts';
import { interviewReferences } from './interviewReferences.ts';

const words = (paragraphs: readonly string[]) => {
  const text = paragraphs.join('\n\n');
  const article = articleFromText(text);
  const name = 'Mara Quill';
  const mentions = [...text.matchAll(/Mara Quill/g)].map(
    ({ index }) => [index, index + name.length] as const,
  );
  const entity: Entity = { id: 'e1', name, type: 'person', mentions };
  const found = interviewReferences(article, namedMentions(article, [entity]), quotedSpans(article));
  return found && [found.referent.name, ...found.spans.map((span) => text.slice(...span))];
};

const LEAD = 'The Courier spoke with Mara Quill, who has kept the lighthouse since May. I was late.';

describe('interviewReferences', () => {
  it('are the first person of the answers and the second of the questions', () => {
    expect(
      words([
        LEAD,
        'Were you afraid?',
        'I was. My father told me, “I am not.” We all were, you know.',
        'Is it your last year?',
        'I think so.',
      ]),
    ).toEqual(['Mara Quill', 'you', 'I', 'My', 'me', 'your', 'I']);
  });

  it('are none where the answers call the one by his name', () => {
    expect(
      words([
        LEAD,
        'Were you there?',
        'I was. Mara Quill was not.',
        'Did you see it?',
        'I did, and so did Mara Quill.',
      ]),
    ).toBe(null);
  });

  it('are none where nobody is asked', () => {
    expect(words([LEAD, 'Nobody asked me.'])).toBe(null);
  });
});
