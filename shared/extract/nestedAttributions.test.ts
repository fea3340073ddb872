import { describe, expect, it } from 'vitest';
import { freeChain, freeHead } from '../../tests/chains.ts';
import { confineTo, nestedAttributions } from './nestedAttributions.ts';
import type { WindowScores } from './scoreWords.ts';

const labels = ['O', 'B-source', 'I-source', 'B-cue', 'I-cue', 'B-content', 'I-content'];
const chain = freeChain(labels);
const head = freeHead(chain);
const SURE = 20;

/** A window whose words bear these labels for certain: flat ones, and those of any frame. A capital begins a span. */
function window(flat: string, frame: string): WindowScores {
  const names: Record<string, string> = { s: 'source', c: 'cue', t: 'content' };
  const count = flat.length;
  const rows = (marks: string) => {
    const scores = new Float32Array(count * labels.length);
    [...marks].forEach((mark, i) => {
      const name = names[mark.toLowerCase()];
      const label = name ? `${mark === mark.toUpperCase() ? 'B' : 'I'}-${name}` : 'O';
      scores[i * labels.length + labels.indexOf(label)] = SURE;
    });
    return scores;
  };
  const projections = () => new Float32Array(count * labels.length);
  return {
    attribution: rows(flat),
    entity: new Float32Array(0),
    trigger: Float32Array.from(frame, (mark) => (mark === 'C' ? SURE : -SURE)),
    frame: { words: projections(), cues: projections(), alone: rows(frame) },
  };
}

const model = { attribution: chain, frame: head };
/** Words of which any cue reports. */
const spoken = (...start: readonly string[]) =>
  Array.from({ length: 200 }, (_, i) => ({ surface: start[i] ?? 'said' }));
const whole = (count: number, offset = 0) => ({
  start: offset,
  end: offset + count,
  kept: { start: offset, end: offset + count },
});

describe('nestedAttributions', () => {
  it('finds the attribution inside a content, in words of the article', () => {
    // Reuters reported that he said it was over
    const found = nestedAttributions(window('SCTttttt', '...SCTtt'), whole(8, 100), model, spoken());
    expect(found).toMatchObject([
      {
        source: { start: 103, end: 104 },
        cue: [{ start: 104, end: 105 }],
        content: [{ start: 105, end: 108 }],
      },
    ]);
    expect(found[0]!.probability).toBeGreaterThan(0.99);
  });

  it('takes no cue outside the contents, whatever the trigger says', () => {
    expect(nestedAttributions(window('SCTttt..', 'SCTttt.C'), whole(8), model, spoken())).toEqual([]);
  });

  it('keeps a nested content inside the content that holds it', () => {
    const [found] = nestedAttributions(window('SCTttt..', '..SCTttt'), whole(8), model, spoken());
    expect(found!.content).toEqual([{ start: 4, end: 6 }]);
  });

  it('drops a cue that has no content', () => {
    expect(nestedAttributions(window('SCTttt', '..SC..'), whole(6), model, spoken())).toEqual([]);
  });

  it('takes the nearest of several sources, and reads a cue of several words once', () => {
    const [found, ...others] = nestedAttributions(
      window('CTttttttt', '.S..SCcTt'),
      whole(9),
      model,
      spoken(),
    );
    expect(others).toEqual([]);
    expect(found).toMatchObject({ source: { start: 4, end: 5 }, cue: [{ start: 5, end: 7 }] });
  });

  it('leaves what begins outside the kept words to the window that keeps them', () => {
    const scores = window('SCTttttt', '...SCTtt');
    expect(
      nestedAttributions(scores, { start: 0, end: 8, kept: { start: 0, end: 4 } }, model, spoken()),
    ).toEqual([]);
    expect(
      nestedAttributions(scores, { start: 0, end: 8, kept: { start: 4, end: 8 } }, model, spoken()),
    ).toHaveLength(1);
  });

  it('leaves out a part of a content that stands far from the rest, unless commas set off what is between', () => {
    // Reuters reported that he said it was over and the ferry had gone late
    const scores = window('SCTtttttttttttt', '...SCTt......Tt');
    const far = 'Reuters reported that he said it was over and the ferry had gone late'.split(' ');
    const [found] = nestedAttributions(scores, whole(15), model, spoken(...far));
    expect(found!.content).toEqual([{ start: 5, end: 7 }]);
    const near = 'Reuters reported that he said Sir Ivo , mayor of old Rye , was late'.split(' ');
    const [aside] = nestedAttributions(scores, whole(15), model, spoken(...near));
    expect(aside!.content).toHaveLength(2);
  });

  it('takes no word such as "so" for a source', () => {
    const words = 'Reuters reported that So said it was over'.split(' ');
    const [found] = nestedAttributions(window('SCTttttt', '...SCTtt'), whole(8), model, spoken(...words));
    expect(found!.source).toBeNull();
  });

  it('leaves out a cue that reports nothing', () => {
    const scores = window('SCTttttt', '...SCTtt');
    const words = 'Reuters reported that he knew of two cracks'.split(' ');
    expect(nestedAttributions(scores, whole(8), model, spoken(...words))).toEqual([]);
  });
});

describe('confineTo', () => {
  const range = (start: number, end: number) => ({ start, end });
  const outer = { source: null, cue: [range(0, 1)], content: [range(1, 9), range(12, 20)], probability: 1 };
  const nested = { source: range(3, 4), cue: [range(4, 5)], content: [range(5, 9)], probability: 1 };

  it('keeps what lies in the contents of the attribution around it', () => {
    const goesOn = { ...nested, content: [range(5, 9), range(13, 20)] };
    expect(confineTo([outer])(goesOn)).toEqual([goesOn]);
  });

  it('drops what somebody else says', () => {
    const far = { ...nested, source: range(22, 23), content: [range(5, 9), range(30, 40)] };
    expect(confineTo([outer])(far)).toEqual([{ ...nested, source: null }]);
    expect(confineTo([outer])({ ...nested, content: [range(30, 40)] })).toEqual([]);
  });
});
