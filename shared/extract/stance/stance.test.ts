import { describe, expect, it } from 'vitest';
import { readStance } from './stance.ts';

const read = (cue: string, content: string, more: { beforeCue?: string; source?: string } = {}) => {
  const { stance, polarity } = readStance({
    cue: cue.split(' | '),
    beforeCue: more.beforeCue ?? '',
    content: [content],
    source: more.source ?? 'the city',
  });
  return polarity === 'positive' ? stance : `${stance}, negative`;
};

describe('readStance', () => {
  it.each([
    ['said on Monday', 'that the bridge was safe', 'assert'],
    ['has denied', 'that the bridge was unsafe', 'deny, negative'],
    ['refused to say', 'who had signed', 'refuse, negative'],
    ['declined', 'to comment', 'refuse, negative'],
    ['warned the council in 2019', 'that the roof leaked', 'warn'],
    ['vowed', 'to rebuild the pier', 'promise'],
    ['has retracted', 'its statement that the roof leaked', 'deny, negative'],
    ['would not confirm', 'that it is for sale', 'refuse, negative'],
    ['doubts', 'that it is over', 'believe, negative'],
    ['does not doubt', 'that it is over', 'believe'],
    ['accused | of', 'lying about the fire', 'allege'],
    ['asked', 'whether the ferry would sail', 'ask'],
    ['called for', 'an inquiry', 'demand'],
    ['reckons', 'the worst is over', 'believe'],
    ['fear', 'that the well will run dry', 'fear'],
    ['remained concerned', 'that the well would run dry', 'fear'],
    ['remains confident', 'that the well will last', 'believe'],
    ['chanted for', 'the coach to go', 'demand'],
    ['hopes', 'to sail again', 'hope'],
    ['called', 'the plan “a farce”', 'judge'],
    ['now expects', 'sales of two million', 'estimate'],
    ['is determined to warn', 'that the dam leaks', 'warn'],
    ['acknowledged', 'that the count was wrong', 'agree'],
    ['confirmed', 'that a letter had come', 'assert'],
    ['turned down', 'the lease', 'refuse, negative'],
    ['put', 'the loss at about 9 million crowns', 'estimate'],
    ['recommends', 'closing early', 'demand'],
    ['suggested', 'closing early', 'demand'],
    ['called', 'to end the fast', 'demand'],
    [':', 'the bridge is safe', 'assert'],
  ])('reads "%s" … "%s" as %s', (cue, content, expected) => {
    expect(read(cue, content)).toBe(expected);
  });

  it.each([
    ["'s claims of", 'having taken the hill', 'assert'],
    ['a warning', 'that the dam leaked', 'warn'],
    ['its earlier forecast of', 'two million', 'estimate'],
    ['demands', 'that the mayor resign', 'demand'],
    ['fears', 'that the talks would fail', 'fear'],
    ['the denial', 'that a letter had come', 'deny, negative'],
  ])('knows nouns: "%s"', (cue, content, expected) => {
    expect(read(cue, content)).toBe(expected);
  });

  it('takes the longest entry: "called" judges, "called for" and "called on" demand', () => {
    expect(read('called', 'the deal “a gift”')).toBe('judge');
    expect(read('called for', 'a new deal')).toBe('demand');
    expect(read('called on', 'ministers to resign')).toBe('demand');
    expect(read('according to', 'the ferry was full')).toBe('assert');
  });

  it('takes an assurance for a promise only where it looks ahead', () => {
    expect(read('assured', 'savers that no branch would close')).toBe('promise');
    expect(read('assured', 'savers that the vault was full')).toBe('assert');
  });

  it('tells what is declined from what is denied', () => {
    expect(read('rejected', 'the claim that an offer had come')).toBe('deny, negative');
    expect(read('rejected', "the union's second offer")).toBe('refuse, negative');
    expect(read('ruled out', 'a merger')).toBe('refuse, negative');
    expect(read('has not ruled out', 'a merger')).toBe('assert');
    expect(read('would neither confirm nor deny', 'that it had bid')).toBe('refuse, negative');
  });

  it('takes "dismissed as" for a verdict, whose words say no themselves', () => {
    expect(read('dismissed', 'the charge as “lies”')).toBe('judge');
    expect(read('dismissed', 'the charge')).toBe('deny, negative');
    expect(read('saw', 'the remark as a dig')).toBe('judge');
  });

  it('knows whether somebody asks for himself or of another', () => {
    expect(read('asked', 'not to be named')).toBe('ask');
    expect(read('asked him', 'to wait')).toBe('demand');
  });

  it('does not take a day for what is insisted on or called for', () => {
    expect(read('insisted on Sunday', 'that the road was safe')).toBe('assert');
    expect(read('insisted on', 'an apology')).toBe('demand');
  });

  it('takes a command in a quotation for one', () => {
    expect(read('said', '“Then build four,”')).toBe('demand');
    expect(read('said', '“Don’t open the gate.”')).toBe('demand');
    expect(read('said', '“Let me be clear.”')).toBe('assert');
    expect(read('said', '“Stop signs were missing.”')).toBe('assert');
    expect(read('reads', '“Beware of the geese”')).toBe('warn');
    expect(read('were shouting at', 'people to get upstairs')).toBe('demand');
    expect(read('told', 'them he wanted to leave')).toBe('assert');
    expect(read('said', '“I must tell you that it rained,”')).toBe('assert');
    expect(read('said', 'she should be able to walk')).toBe('assert');
  });

  it('lets the content deny, refuse, foretell, accuse and judge where the verb only says', () => {
    expect(read('said', 'that is simply untrue')).toBe('deny');
    expect(read('is not saying', 'it is untrue')).toBe('assert, negative');
    expect(read('snapped', '“I won’t discuss the will,”')).toBe('refuse');
    expect(read('said', 'rents would rise by 4 percent')).toBe('estimate');
    expect(read('said', 'it would snow', { source: 'forecasters' })).toBe('estimate');
    expect(read('said', 'it would sail')).toBe('assert');
    expect(read('said', 'it would sail again in May')).toBe('promise');
    expect(read('said', 'it would repay every saver')).toBe('promise');
    expect(read('said', 'it would not repay the savers')).toBe('assert');
    expect(read('announced', 'that he would step down')).toBe('assert');
    expect(read('said', 'he had hidden the ring', { source: 'Prosecutors' })).toBe('allege');
    expect(read('said', 'the hearing would be in May', { source: 'Prosecutors' })).toBe('assert');
    expect(read('said', 'her manager had shredded a file')).toBe('allege');
    expect(read('said', 'clients had been misled')).toBe('assert');
    expect(read('said', 'the fee was absurd')).toBe('judge');
    expect(read('found', 'that the bank had known', { source: 'The tribunal' })).toBe('judge');
    expect(read('found', 'that boys nap longer', { source: 'The survey' })).toBe('assert');
    expect(read('concluded', '“Thank you all.”')).toBe('assert');
  });

  it('lets the content say what "said", "told" and "asked" leave open', () => {
    expect(read('told him', 'to get the dog')).toBe('demand');
    expect(read('told him', 'that the dog had gone')).toBe('assert');
    expect(read('says', 'the company should pay')).toBe('demand');
    expect(read('says', 'the company should have paid')).toBe('assert');
    expect(read('are asking', 'people to stay indoors')).toBe('demand');
    expect(read('asked', 'whether people wanted to stay')).toBe('ask');
    expect(read('said', 'yes')).toBe('agree');
    expect(read('yelled', '“Which one?”')).toBe('ask');
    expect(read('said', '“Which one? The old one.”')).toBe('assert');
    expect(read('said', '“Which one? The old one?”')).toBe('ask');
    expect(read('described', 'the cut as overdue')).toBe('judge');
    expect(read('described', 'a blast in the yard')).toBe('assert');
  });

  it('reads a negation of saying as negative polarity, wherever it stands', () => {
    expect(read('did not say', 'when it would open')).toBe('assert, negative');
    expect(read("didn't say", 'when it would open')).toBe('assert, negative');
    expect(read('say', 'when it would open', { beforeCue: 'The company did not ' })).toBe('assert, negative');
    expect(read('never said', 'it was safe')).toBe('assert, negative');
    expect(read('has yet to say', 'who will pay')).toBe('assert, negative');
    expect(read('has yet to explain', 'why the tax should stay')).toBe('assert, negative');
    expect(read('said', 'the road was safe', { source: 'No one' })).toBe('assert, negative');
    expect(read('would not say', 'who had paid')).toBe('refuse, negative');
    expect(read('does not believe', 'the report')).toBe('believe, negative');
    expect(read('dropped a pledge', 'to plant trees')).toBe('promise, negative');
    expect(read('broke its earlier promise', 'to plant trees')).toBe('promise, negative');
    expect(read('thinks', 'it will rain', { beforeCue: 'This is not a firm that ', source: 'that' })).toBe(
      'believe, negative',
    );
  });

  it('does not take every "not" for a negation of saying', () => {
    expect(read('not only said', 'that it was late')).toBe('assert');
    expect(read('said', 'that it was not late')).toBe('assert');
    expect(read('said', 'it was late', { beforeCue: 'The ship was not ready, the captain ' })).toBe('assert');
    expect(read('argued', 'it was late', { beforeCue: 'The mate, who voted no, ' })).toBe('assert');
    expect(read('thinks', 'it will rain', { beforeCue: 'It is not a secret that he ', source: 'he' })).toBe(
      'believe',
    );
  });

  it('reads the negation of a denial as no denial', () => {
    expect(read('did not deny', 'that they were late')).toBe('deny');
    expect(read('did not dispute', 'that they were late')).toBe('agree');
  });

  it('asserts what the lexicon does not know', () => {
    expect(read('zorbled', 'that it rained')).toBe('assert');
    expect(readStance({ cue: [], beforeCue: '', content: ['It rained'], source: null })).toEqual({
      stance: 'assert',
      polarity: 'positive',
    });
  });
});
