import { describe, expect, it } from 'vitest';
import type { Span } from '../shared/span.ts';
import { markSpans } from './errorList.ts';

const TEXT = 'He left, Reuters reported Ana saying.';
const at = (words: string): Span => [TEXT.indexOf(words), TEXT.indexOf(words) + words.length];

describe('markSpans', () => {
  it('marks each role, one after the other and one in the other', () => {
    const attribution = {
      source: [at('Ana')],
      cue: [at('reported'), at('saying')],
      content: [at('He left'), at('Reuters reported Ana')],
    };
    expect(markSpans(TEXT, [0, TEXT.length], attribution)).toBe(
      '{t He left}, {t Reuters {c reported} {s Ana}} {c saying}.',
    );
  });

  it('cuts long runs at spaces', () => {
    const text = `${'word '.repeat(100)}said`;
    const marked = markSpans(text, [0, text.length], { source: [], cue: [[500, 504]], content: [] });
    expect(marked).toMatch(/^(?:word )+… (?:word )+\{c said\}$/);
    expect(marked.length).toBeLessThan(200);
  });

  it('keeps to the part that is asked for', () => {
    expect(markSpans(TEXT, at('Ana saying'), { source: [at('Ana')], cue: [], content: [] })).toBe(
      '{s Ana} saying',
    );
  });
});
