import { describe, expect, it } from 'vitest';
import { isReport } from './isReport.ts';

/** "cue | content" with single spaces between words and signs. */
const reports = (marked: string, probability = 0.95): boolean => {
  const [cue = '', content = ''] = marked.split(' | ');
  return isReport(cue.split(' '), content.split(' '), probability);
};

describe('isReport', () => {
  it.each([
    'had told | that the cottage was his',
    'thought | it was a prank',
    'had refused | to remove the feature',
    'asked | which insurers',
    'did not say | in which century',
    'would ask | the league to look at the stoppages',
    'believed | the promise that it would stop to be worthless',
    "'s claims of | having seized the station",
    'wanted to know | who was',
    'said | so',
    'had answered | no',
    'asked | him whether it was over',
    'has told | me he minds',
    'says | that we clean too much',
    "said | “ That 's new , ”",
    'told | a private dinner that the wall was sound',
    'lamented | that nobody came',
    'claims of | establishing control',
    'was glad | that it was over',
    'signed a motion calling for | the money to be spent',
    'voted | to close the pool',
    'allegations of | fraud',
  ])('takes a statement, a question or an infinitive: %s', (marked) => {
    expect(reports(marked, 0.45)).toBe(true);
  });

  it.each([
    'wants | a race',
    'feared | a scandal',
    'had promised | him a pause',
    'had offered | a flat in Vienna',
    'argued for | a rise',
    "yelled | ' Which Easter ? '",
  ])('takes what is wanted, feared, promised or called out where the cue is sure: %s', (marked) => {
    expect(reports(marked)).toBe(true);
    expect(reports(marked, 0.5)).toBe(false);
  });

  it.each([
    'knew almost a year ago | that the device was storing sound',
    'knew of | cracks in the hull',
    'was aware of | the fault',
    'remembers | a hospital that had nurses',
    'accepted | the objection',
    'describes | a bug that she found in eleven units',
    'loved | his aunt',
    'thank | those who waited in the rain',
    'would rather | close one gate',
    'report | it',
    'requests | for comment',
    'thought | what',
    'promised | in 2019 had not been built',
    'signed | that',
    'signed | that paper',
    'had signed | the order to dump slag into the river',
    'summoned | the envoy to protest',
    'voted against | the closure , alone',
    'had | spoken to the crews to thank them',
    'long-rumoured | console to next spring',
    'had no plans | to change it',
    'had responded | to “ unprovoked fire ” from there',
  ])('takes no verb that reports nothing: %s', (marked) => {
    expect(reports(marked)).toBe(false);
  });

  it('takes no command of nobody’s', () => {
    const [cue, content] = [
      ['do', "n't", 'tell'],
      ['that', 'it', 'was', 'cheap'],
    ];
    expect(isReport(cue, content, 0.95, false)).toBe(false);
    expect(isReport(cue, content, 0.95, true)).toBe(true);
  });
});
