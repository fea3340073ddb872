import { describe, expect, it } from 'vitest';
import { articleFromText } from '../article/articleFromText.ts';
import { withPhrase } from './phraseSource.ts';

/** The source, marked "[s …]", of the cue "[c …]", as it is said then. */
function sourceOf(marked: string): string | null {
  const text = marked.replace(/\[[sc] |\]/g, '');
  const span = (role: string): [number, number] => {
    const words = new RegExp(`\\[${role} ([^\\]]+)\\]`, 'u').exec(marked)![1]!;
    return [text.indexOf(words), text.indexOf(words) + words.length];
  };
  const { source } = withPhrase(articleFromText(text, {}), {
    source: span('s'),
    cue: [span('c')],
    content: [[text.length - 1, text.length]],
    probability: 1,
  });
  return source && text.slice(...source);
}

describe('withPhrase', () => {
  it.each([
    'A clerk left early [s because the safe was open,] [c said] the guard.',
    'She is thought to [s have written to Mara Quill,] [c asking] her to go.',
    'He, who was late, left [s although the guard was there,] [c said] one of them.',
  ])('takes away what is no noun phrase: %s', (marked) => {
    expect(sourceOf(marked)).toBeNull();
  });

  it('gives a noun phrase back what was told of it', () => {
    const marked =
      'It rained. One of the guards, who was not named [s because he fears for his job,] [c said] it was open.';
    expect(sourceOf(marked)).toBe('One of the guards, who was not named because he fears for his job,');
  });

  it.each(['[s Mara Quill] [c said] it was open.', '[s Because Films] [c said] it was open.'])(
    'leaves others as they are: %s',
    (marked) => {
      expect(sourceOf(marked)).toBe(/\[s ([^\]]+)\]/u.exec(marked)![1]);
    },
  );
});
