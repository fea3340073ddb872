import { describe, expect, it } from 'vitest';
import type { Block } from '../article/article.ts';
import { isAttribution } from './isAttribution.ts';
import type { Word } from './readWords.ts';

/** "[s source] [c cue] [t content]" among other words, with single spaces between words and signs. */
function attributes(
  marked: string,
  { kind = 'paragraph', publisher = 'The Quay Times' as string | null } = {},
) {
  const words: Word[] = [];
  const found = {
    source: null as { start: number; end: number } | null,
    cue: [] as { start: number; end: number }[],
    content: [] as { start: number; end: number }[],
  };
  for (const { groups } of marked.matchAll(/\[(?<role>[sct]) (?<inner>[^\]]+)\]|(?<plain>[^\s[\]]+)/gu)) {
    const start = words.length;
    for (const surface of (groups!.inner ?? groups!.plain!).split(' '))
      words.push({
        surface,
        pieces: [1],
        shape: 0,
        block: 0,
        sentence: words.filter((w) => w.surface === '.').length,
      });
    const range = { start, end: words.length };
    if (groups!.role === 's') found.source = range;
    if (groups!.role === 'c') found.cue.push(range);
    if (groups!.role === 't') found.content.push(range);
  }
  const blocks = [{ kind, span: [0, 1] } as Block];
  const metadata = { title: null, publisher, published: null, url: null };
  return isAttribution({ blocks, metadata }, words)(found);
}

describe('isAttribution', () => {
  it.each([
    '[s The harbour master] [c said] [t the crane was sound]',
    '[s She] [c criticised] [t the delay]',
    '[s Lena Pohl] [c :] [t We never met him]',
    '[s She] [c released a letter saying] [t that the bill was paid]',
    '[c Asked about] [t the minutes]',
    '[c is understood] [t to have left]',
    '[c suggested] [t that the tide was late]',
    '[s No one] [c wants] [t a war]',
    '[s No one] [c said] [t that it was open]',
    '[s The group] [c claimed] [t responsibility]',
    '[s The police] [c could not confirm] [t where he was]',
    '[s The mayor] [c made it clear] [t that she would stay]',
    '[s He] [c appeared to suggest] [t that they had lied]',
    '[t “ Nobody told us . ”]',
    '[s Ana Reis] [t “ Nobody told us . ”]',
    '[t I asked them . They had no answer .]',
    '[s He] [c published] [t “ a love letter to the sea ”]',
    '[s The court] [c found] [t that the fault was his]',
  ])('takes what somebody says, asks, wants or judges: %s', (marked) => {
    expect(attributes(marked)).toBe(true);
  });

  it.each([
    '[t for scamming its customers]',
    '[s The minister] [c released] [t his returns]',
    '[s They] [c had called off] [t a walkout that was due on Sunday]',
    '[s The judge] [c has suspended] [t the clerk]',
    '[c appears] [t the rain to have softened a wall]',
    '[s The voters] [c seem set] [t on their choice]',
    '[c known as] [t the bill]',
    '[c Known] [t as “ the Widow ”]',
    '[c It was not immediately clear] [t whether the ferry would sail]',
    '[s You] [c would never accept] [t this man]',
    '[s You] [c would vote for] [t him]',
    '[s Sir Ivo] [c had] [t spoken to the crews]',
    'If [s a tribunal] [c finds] [t that it was not meant] , the ban ends',
    '[s The agency] [c could not independently verify] [t either account]',
    '[c introduced] [t rhetoric of that kind]',
    '[s No one] [c claimed] [t responsibility]',
    'a wall [c promised] [t in 2019 had not been built]',
  ])('takes no deed, no seeming, no name and nothing that the reader is to imagine: %s', (marked) => {
    expect(attributes(marked)).toBe(false);
  });

  it('takes what the publisher could not confirm for its own not knowing', () => {
    const marked = '[s QT] [c was unable to confirm] [t where it was filmed]';
    expect(attributes(marked, { publisher: 'Quay Times' })).toBe(false);
    expect(attributes(marked, { publisher: 'Delta Post' })).toBe(true);
    expect(attributes(marked, { publisher: null })).toBe(true);
  });

  it('takes no quotation that is a heading of nobody’s', () => {
    expect(attributes('[t “ It came through the door ”]', { kind: 'heading' })).toBe(false);
  });

  it('takes no word of a heading that is of nobody’s either', () => {
    expect(attributes('[t Arson] [c suspected]', { kind: 'heading' })).toBe(false);
    expect(attributes('[t Harbour crane] [c feared] [t to fall]', { kind: 'heading' })).toBe(true);
  });
});
