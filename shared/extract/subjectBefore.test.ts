import { describe, expect, it } from 'vitest';
import { articleFromText } from '../article/articleFromText.ts';
import { subjectBefore } from './subjectBefore.ts';

/** The subject of the words in brackets, inside what stands after "|". */
function subjectOf(marked: string): string | null {
  const plain = marked.replace(/[[\]|]/g, '');
  const content = marked.replace(/[[\]]/g, '').indexOf('|');
  const start = marked.replace('|', '').indexOf('[');
  const cue = /\[(.+)\]/.exec(marked)![1]!;
  const span = subjectBefore(
    articleFromText(plain, {}),
    [start, start + cue.length],
    [[content, plain.length]],
  );
  return span && plain.slice(...span);
}

describe('subjectBefore', () => {
  it.each([
    ['Officials said |budget staff [had privately warned] that it would cost more.', 'budget staff'],
    ['They said |intelligence [indicated] that a group had crossed.', 'intelligence'],
    ['He said |that the bank that owns it [has warned] of a loss.', null],
    ['Tarn said |he had met the man and [believed] that he would stay.', 'he'],
    ['She said |the president had read it but [had not decided] whether to sign.', 'the president'],
    ['Ware said |Lund promised to help and [said] she would come.', 'Lund'],
    ['Ware said |that guards found her when police came and [told] her to go.', 'police'],
  ])('finds the subject of a cue inside somebody’s words: %s', (marked, subject) => {
    expect(subjectOf(marked)).toBe(subject);
  });

  it.each([
    'Tarn said |he would go home and [explain] that he was late.',
    'Tarn said |that staff [had been told] not to talk.',
    'Tarn named |the candidates [most often described as] sound.',
    'Tarn said |she wrote to him, [asking] whether he knew.',
    'Tarn said |the [suggestion] that it burned was false.',
  ])('finds none where it is not sure: %s', (marked) => {
    expect(subjectOf(marked)).toBeNull();
  });
});
