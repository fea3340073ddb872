import { describe, expect, it } from 'vitest';
import { articleFromText } from '../../article/articleFromText.ts';
import type { Span } from '../../span.ts';
import { type BareClaim, describeClaims } from '../describeClaims.ts';
import type { Claim, Entity, EntityType, SourceKind } from '../extraction.ts';
import { quotedSpans } from '../quotedSpans.ts';
import { quoteType } from '../quoteType.ts';

/**
 * The claims of a marked text: `{s …}` source, `{c …}` cue and `{t …}` content of one claim after the other, a new one
 * beginning with each `|`. Entities are given by name; all their names in the text are mentions.
 */
function describeText(
  marked: string,
  names: Record<string, EntityType> = {},
  published: string | null = '2023-01-13',
): Claim[] {
  const parts: { role: string; span: Span; claim: number }[] = [];
  const open: { role: string; at: number; claim: number }[] = [];
  let text = '';
  let claim = 0;
  for (let i = 0; i < marked.length; i++) {
    const role = /^\{([sct]) /.exec(marked.slice(i, i + 3))?.[1];
    if (role) {
      open.push({ role, at: text.length, claim });
      i += 2;
    } else if (marked[i] === '}') {
      const { at, ...part } = open.pop()!;
      parts.push({ ...part, span: [at, text.length] });
    } else if (marked[i] === '|') claim++;
    else text += marked[i];
  }
  const entities = Object.entries(names).map(([name, type], i): Entity => {
    const [first, short = first] = name.split(' ');
    const mentions = [...text.matchAll(new RegExp(`${name}|(?<!${first} )\\b${short}\\b`, 'gu'))].map(
      ({ 0: said, index }): Span => [index, index + said.length],
    );
    return { id: `e${i + 1}`, name, type, mentions };
  });
  const article = articleFromText(text, { published });
  const quoted = quotedSpans(article);
  const claims = Array.from({ length: claim + 1 }, (_, number): BareClaim => {
    const of = (role: string) =>
      parts.filter((part) => part.claim === number && part.role === role).map(({ span }) => span);
    const [source] = of('s');
    const words = source ? text.slice(...source) : '';
    const entity = entities.find(
      ({ mentions }) => source && mentions.some((one) => source[0] <= one[0] && one[1] <= source[1]),
    );
    const kind: SourceKind = entity ? (entity.type === 'person' ? 'person' : 'organization') : 'person';
    return {
      id: `c${number + 1}`,
      kind: 'attributed',
      content: of('t'),
      cue: of('c').length > 0 ? of('c') : null,
      cueText: null,
      source: source ? [source] : null,
      sourceName: source ? (entity?.name ?? words) : null,
      sourceEntity: entity?.id ?? null,
      sourceKind: source ? kind : null,
      quoteType: quoteType(text, of('t'), quoted),
      hedged: null,
      parent: null,
      confidence: 1,
    };
  });
  return [...describeClaims(article, claims, entities, quoted).claims];
}
const standalone = (marked: string, names?: Record<string, EntityType>, published?: string | null) =>
  describeText(marked, names, published)[0]!.standalone;
const QUILL = { 'Mara Quill': 'person' } as const;

describe('the standalone text', () => {
  it('does not state what was dropped, what was expected once, and what nobody wants', () => {
    expect(standalone('{s The firm} {c dropped a pledge} {t to buy back shares}.')).toBe(
      '[The firm dropped a pledge] to buy back shares',
    );
    expect(standalone('{s Quill} {c had expected} {t to be sacked}.', QUILL)).toBe(
      '[Mara Quill had expected] to be sacked',
    );
    expect(standalone('{s Neither side} {c wants} {t a strike}.')).toBe('[Neither side wants] a strike');
    expect(standalone('{s A panel} {c voted 9-4} {t to close the pier}.')).toBe(
      '[A panel voted 9-4] to close the pier',
    );
    expect(standalone('A man and {s a woman} {c thought} {t to be his aunt} left.')).toBe(
      '[A woman is thought] to be his aunt',
    );
  });

  it('states what is denied: that a report is true, or a deed', () => {
    expect(standalone('{s Aides} {c denied} {t the report}.')).toBe('The report [is true]');
    expect(standalone('{s Aides} {c disputed} {t online claims that it fell}.')).toBe(
      'Online claims that it fell [are true]',
    );
    expect(standalone('{s Quill} {c denies} {t taking money}.', QUILL)).toBe('[Mara Quill had taken] money');
    expect(standalone('{s The city} {c denied} {t planning permission}.')).toBe('Planning permission');
    expect(standalone('{s Quill} {c denies} {t bribing charges}.', QUILL)).toBe('Bribing charges');
  });

  it('writes out “I’d” where it can be one thing only', () => {
    const said = (words: string) => standalone(`{t “${words}”} {s Quill} {c said}.`, QUILL);
    expect(said('I’d have his support,')).toBe('[Mara Quill would] have his support');
    expect(said('I’d never seen it,')).toBe('[Mara Quill had] never seen it');
    expect(said('I’d run,')).toBe('I’d run');
  });

  it('names the owner of “her phone” only where the “she” before it is named too', () => {
    expect(
      describeText(
        '{s A candidate} {c denied} {t that she deleted messages}.\n\n|{s Mara Quill, a former prosecutor,} {c said in a post on X} {t that she had handed her phone to investigators during her time in office}.',
        QUILL,
      )[1]!.standalone,
    ).toBe('She had handed her phone to investigators during her time in office');
  });

  it('takes what is planned, not the planning, for what a relative clause is about', () => {
    expect(
      standalone('The team said it plans a larger trial, {t which} {c is expected} {t to last a year}.'),
    ).toBe('[A larger trial will] last a year');
  });

  it('gives a date to a time that is meant, not to one that is quoted', () => {
    expect(standalone('{t “They keep saying next year,”} {s Quill} {c said}.', QUILL, '2025-08-21')).toBe(
      'They keep saying next year',
    );
  });

  it('states demands and accusations of several forms', () => {
    expect(standalone('{s Aides} {c demanded} {t that the U.N. Council condemn it}.')).toBe(
      'The U.N. Council [should] condemn it',
    );
    expect(standalone('{s Aides} {c asked} {t residents to remain calm and to avoid the river}.')).toBe(
      'Residents [should] remain calm and avoid the river',
    );
    expect(standalone('{s Aides} {c accused} {t the panel of having “ignored” them}.')).toBe(
      'The panel [had] “ignored” them',
    );
    expect(standalone('{s Traders} {c wanted} {t it kicked in}.')).toBe('It [should be] kicked in');
    expect(standalone('{s Traders} {c said} {t that promise was worth little}.')).toBe(
      'That promise was worth little',
    );
    expect(standalone('{s Researchers} {c have associated} {t night work with diabetes}.')).toBe(
      '[Researchers have associated] night work with diabetes',
    );
  });

  it('leaves a month of another year as it is when that is far back: it may be ahead', () => {
    const told = (when: string) =>
      standalone(`{s Officials} {c said} {t that a cut in July was possible}.`, {}, when);
    expect(told('2026-04-16')).toBe('A cut in July was possible');
    expect(told('2026-09-16')).toBe('A cut in July [2026] was possible');
    expect(told('2026-01-16')).toBe('A cut in July [2025] was possible');
  });

  it('drops "that", the marks round it and the stop at its end, and begins with a capital', () => {
    expect(standalone('{s Officials} {c said} {t that the bridge was safe}.')).toBe('The bridge was safe');
    expect(standalone('{t “The bridge is safe,”} {s an aide} {c said}.')).toBe('The bridge is safe');
    expect(standalone('{s An aide} {c wrote}: {t "The bridge is safe."}')).toBe('The bridge is safe');
    expect(standalone('{s An aide} {c said} {t iPhones were sold in the U.S.}')).toBe(
      'iPhones were sold in the U.S.',
    );
    expect(standalone('{s An aide} {c did not say} {t who had paid}.')).toBe('Who had paid');
  });

  it('keeps the comma behind what opens a sentence', () => {
    expect(standalone('{t “If it rains,”} {s she} {c said}, {t “the wall falls.”}')).toBe(
      'If it rains, the wall falls',
    );
  });

  it('joins what its frame cut, as one sentence or as two', () => {
    expect(standalone('{t “The wall,”} {s she} {c said}, {t “was safe.”}')).toBe('The wall was safe');
    expect(standalone('{t “The wall was old,”} {s she} {c said}, {t “but it was safe.”}')).toBe(
      'The wall was old, but it was safe',
    );
    expect(standalone('{t “The wall was old,”} {s she} {c said}. {t “It fell.”}')).toBe(
      'The wall was old. It fell',
    );
    expect(standalone('{s She} {c said}: {t “The wall was old.}\n\n{t “Then it fell.”}')).toBe(
      'The wall was old. Then it fell',
    );
  });

  it('keeps the marks round a part of it, in pairs', () => {
    expect(standalone('{s Officials} {c said} {t that the bridge was “like a rug”}.')).toBe(
      'The bridge was “like a rug”',
    );
    expect(standalone('{s Officials} {c said} {t that the bridge was “like a rug}”.')).toBe(
      'The bridge was “like a rug”',
    );
    expect(standalone('{s Officials} {c said} {t the bridge “was old}.')).toBe('The bridge was old');
    expect(standalone('{t “He told me ‘go home’,”} {s an aide} {c said}.')).toBe(
      'He told [the speaker] ‘go home’',
    );
  });

  it.each([
    ["{s They} {c told} us, {t 'If you report it, we all go home}.'", 'If you report it, we all go home'],
    ['{s She} {c called} it {t a plan for ‘nobody}’.', 'A plan for ‘nobody’'],
    ['{s She} {c said} ‘{t the ward closes.’}', 'The ward closes'],
    [
      "{s She} {c said} {t the 'old' ward and the workers' club would close}.",
      "The 'old' ward and the workers' club would close",
    ],
    [
      '{s She} {c said} {t ’90s music was for the boys’ club, not for goin’ out}.',
      '’90s music was for the boys’ club, not for goin’ out',
    ],
  ])('leaves single marks in pairs, and apostrophes where they are: %s', (marked, standalone) => {
    expect(describeText(marked)[0]!.standalone).toBe(standalone);
  });

  it('names the speaker for the first person in a quotation, with the verb to it', () => {
    const say = (words: string) => standalone(`{t “${words},”} {c said} {s Mara Quill}.`, QUILL);
    expect(say('I am tired')).toBe('[Mara Quill is] tired');
    expect(say('I think so')).toBe('[Mara Quill thinks] so');
    expect(say('I never worry')).toBe('[Mara Quill] never [worries]');
    expect(say('I don’t know')).toBe('[Mara Quill doesn’t] know');
    expect(say('I can’t know')).toBe('[Mara Quill] can’t know');
    expect(say('I won’t go')).toBe('[Mara Quill] won’t go');
    expect(say('They told me that I had won')).toBe('They told [Mara Quill] that [Mara Quill] had won');
    expect(say('My sister rang, and I’ve answered')).toBe(
      '[Mara Quill’s] sister rang, and [Mara Quill has] answered',
    );
    expect(say('I put it here')).toBe('I [Mara Quill] put it here');
    expect(say('Am I late')).toBe('Am I [Mara Quill] late');
    expect(say('My wife and I think so')).toBe('[Mara Quill’s] wife and I [Mara Quill] think so');
  });

  it('says "the speaker" where a source is one person without a name of its own there', () => {
    expect(standalone('{t “I saw it,”} {s he} {c said}.')).toBe('[The speaker] saw it');
    expect(standalone('{t “It fell. I saw it,”} {s an aide} {c said}.')).toBe(
      'It fell. [The speaker] saw it',
    );
  });

  it('leaves the first person of others alone', () => {
    expect(standalone('{t “We saw it,”} {s residents} {c said}.')).toBe('We saw it');
    expect(standalone('{t “We saw it,”} {s Mara Quill} {c said}.', QUILL)).toBe('We saw it');
    expect(standalone('{t “He said: ‘I am broke’,”} {s Mara Quill} {c said}.', QUILL)).toBe(
      'He said: ‘I am broke’',
    );
  });

  it('names the subject of what a source says of itself, where nobody else is about', () => {
    expect(standalone('{s Mara Quill} {c said} {t that she had won}.', QUILL)).toBe('[Mara Quill] had won');
    expect(standalone('{s Mara Quill} {c said} {t her members had won}.', QUILL)).toBe(
      '[Mara Quill’s] members had won',
    );
    const halyard = { Halyard: 'organization' } as const;
    expect(standalone('{s Halyard} {c said} {t it had warned the mayor}.', halyard)).toBe(
      '[Halyard] had warned the mayor',
    );
  });

  it('leaves a third person alone that may be another', () => {
    const two = { 'Mara Quill': 'person', 'Ann Orr': 'person' } as const;
    expect(standalone('Ann Orr lost. {s Mara Quill} {c said} {t that she had tried}.', two)).toBe(
      'She had tried',
    );
    expect(standalone('A driver fell. {s Mara Quill} {c said} {t that she had tried}.', QUILL)).toBe(
      'She had tried',
    );
    expect(standalone('{s Mara Quill} {c hopes} {t that she wins}.', QUILL)).toBe('She wins');
    expect(standalone('{s Halyard} {c said} {t it would rain}.', { Halyard: 'organization' })).toBe(
      'It would rain',
    );
    expect(standalone('{s Halyard} {c said} {t it closed at noon}.', { Halyard: 'organization' })).toBe(
      'It closed at noon',
    );
  });

  it('gives short names in full, once, unless a title tells of another', () => {
    const text = 'Mara Quill left. {s An aide} {c said} {t that Quill was ill and Quill would rest}.';
    expect(standalone(text, QUILL)).toBe('[Mara] Quill was ill and Quill would rest');
    expect(
      standalone(text.replace('that Quill', 'that Mr Quill').replace('and Quill', 'and he'), QUILL),
    ).toBe('Mr Quill was ill and he would rest');
  });

  it('dates what is certain', () => {
    expect(standalone('{s An aide} {c said} {t the dam broke on Wednesday night}.')).toBe(
      'The dam broke on Wednesday night [11 January 2023]',
    );
    expect(standalone('{s An aide} {c said} {t the dam was inspected in November}.')).toBe(
      'The dam was inspected in November [2022]',
    );
    expect(standalone('{s An aide} {c said} {t talks would begin on Monday}.')).toBe(
      'Talks would begin on Monday',
    );
    expect(standalone('{s An aide} {c said} {t the dam broke on Wednesday}.', {}, null)).toBe(
      'The dam broke on Wednesday',
    );
    expect(standalone('{s An aide} {c said on Thursday} {t it will open on Monday}.')).toBe(
      'It will open on Monday [16 January 2023]',
    );
    // The Monday after the Sunday of the saying has gone by.
    expect(standalone('{s An aide} {c said on Sunday} {t it will open on Monday}.')).toBe(
      'It will open on Monday',
    );
  });

  it('makes no subject of a passive cue, and no complement of what a verdict is about', () => {
    const standalone = (marked: string) => describeText(marked)[0]!.standalone;
    expect(standalone('They {c were ordered} {t to record the cases}.')).toBe('To record the cases');
    expect(standalone('I {c have been told} {t to make the street safe}.')).toBe('To make the street safe');
    expect(standalone('{s Mr Dara} {c called} {t that a lie}.')).toBe('That [is] a lie');
    expect(standalone('{t A claim} {t that} {s the army} {c denied}.')).toBe('A claim');
  });

  it('gives an infinitive its subject and a verb', () => {
    expect(standalone('{s Mara Quill} {c promised} {t to rebuild the pier}.', QUILL)).toBe(
      '[Mara Quill will] rebuild the pier',
    );
    expect(standalone('{s A clerk} {c refused} {t to comment}.')).toBe('[A clerk would] comment');
    expect(standalone('{s The city} {c told residents} {t to leave}.')).toBe('[Residents should] leave');
    expect(standalone('{s The city} {c ordered} {t everyone below the dam to leave}.')).toBe(
      'Everyone below the dam [should] leave',
    );
    expect(standalone('{s The city} {c forbade} {t children to leave}.')).toBe('Children [should not] leave');
    expect(standalone('{s Quill} {c denied} {t having read it}.', QUILL)).toBe('[Mara Quill had] read it');
    expect(standalone('{s He} {c accused} Halyard {c of} {t having lied}.')).toBe('[Halyard had] lied');
    expect(standalone('{s He} {c accused} {t Halyard of having lied}.')).toBe('Halyard [had] lied');
    expect(standalone('{s He} {c accused} {t Orlov of lying}.')).toBe('Orlov [had lied]');
    expect(standalone('{t Any auction} {c is expected} {t to be held in Galway}.')).toBe(
      'Any auction [will] be held in Galway',
    );
    expect(standalone('{t The brigade} {c is said} {t to have asked for less}.')).toBe(
      'The brigade [has] asked for less',
    );
    expect(standalone('{s She} {c called} {t the closure “a mistake”}.')).toBe(
      'The closure [is] “a mistake”',
    );
  });
});

describe('the standalone text of what is no clause', () => {
  it('takes "that" with what it points at', () => {
    expect(standalone('{s Quill} {c rejected} {t that account}.', QUILL)).toBe('That account');
    expect(standalone('{s Officials} {c said} {t that number is inflated}.')).toBe('That number is inflated');
    expect(standalone('{s Officials} {c said} {t it rained and that many roads were shut}.')).toBe(
      'It rained and many roads were shut',
    );
    expect(standalone('{s A charity} {c recommends} {t that adults try to sleep}.')).toBe(
      'Adults [should] try to sleep',
    );
  });

  it('says of what somebody is accused', () => {
    expect(standalone('{s Quill} {c accused} {t Halyard of setting fires}.', QUILL)).toBe(
      'Halyard [had set] fires',
    );
    expect(standalone('{s Quill} {c accused} {t some bloggers of inventing deaths}.', QUILL)).toBe(
      'Some bloggers [had invented] deaths',
    );
    expect(standalone('{s Quill} {c accused} {t Rovers of racism}.', QUILL)).toBe(
      'Rovers [had been guilty of] racism',
    );
    expect(standalone('{t Ian Orr, 52,} {c is accused of} {t setting the fire}.')).toBe(
      'Ian Orr, 52, [had set] the fire',
    );
    expect(standalone('{s The armies} {c accused each other} {t of shelling a bridge}.')).toBe(
      '[The armies accused each other] of shelling a bridge',
    );
  });

  it('says what something is called, where its number is certain', () => {
    expect(standalone('{s Quill} {c described} {t the shooting as a mistake}.', QUILL)).toBe(
      'The shooting [is] a mistake',
    );
    expect(standalone('{s Quill} {c called} {t the plan too expensive}.', QUILL)).toBe(
      'The plan [is] too expensive',
    );
    expect(standalone('{s Quill} {c did not consider} {t the story plausible}.', QUILL)).toBe(
      'The story plausible',
    );
    expect(standalone('{s Quill} {c called} {t the rally-goers a “mob”}.', QUILL)).toBe(
      'The rally-goers [are] a “mob”',
    );
    expect(standalone('{s Quill} {c described} {t themselves as “very tired”}.', QUILL)).toBe(
      '[Mara Quill described] themselves as “very tired”',
    );
    expect(standalone('{s Quill} {c called on} {t leaders “not to sleep”}.', QUILL)).toBe(
      '[Mara Quill called on] leaders “not to sleep”',
    );
    expect(standalone('{s Few people} {c would have called} {t the mayor a hero}.')).toBe(
      '[Few people would have called] the mayor a hero',
    );
    expect(standalone('{s Quill} {c called} {t him a liar}.', QUILL)).toBe('[Mara Quill called] him a liar');
    expect(standalone('{s Doctors} {c put} {t the toll at nine}.')).toBe('The toll [stands] at nine');
  });

  it('stands behind its frame where it is a phrase', () => {
    expect(standalone('{s The union} {c praised} {t the vote}.')).toBe('[The union praised] the vote');
    expect(standalone('{s Quill} {c has called for} {t an inquiry into the fire}.', QUILL)).toBe(
      '[There should be] an inquiry into the fire',
    );
    expect(standalone('{s Quill} {c blamed on Monday} {t bad weather}.', QUILL)).toBe(
      '[Mara Quill blamed] bad weather',
    );
    expect(standalone('{s The firm} cut its forecast, {c blaming} {t bad weather}.')).toBe(
      '[The firm blamed] bad weather',
    );
    expect(standalone('{s Quill} {c wants} {t to leave}.', QUILL)).toBe('[Mara Quill wants] to leave');
    expect(standalone('“{s I} {c praise} {t the vote},” said a man.')).toBe('The vote');
    expect(standalone('They had {s a court} {c order} {t to leave}.')).toBe('To leave');
  });

  it('has no frame that would say the contrary, or whose source is not certain', () => {
    expect(standalone('{s Quill} {c denies} {t arson}.', QUILL)).toBe('Arson');
    expect(standalone('{s Quill} {c never mentioned} {t the fire}.', QUILL)).toBe('The fire');
    expect(standalone('{s Ann’s} {c view of} {t the fire}.')).toBe('The fire');
    expect(standalone('{s He} {c refused} {t to comment}.')).toBe('To comment');
    expect(standalone('{s He} {c told him} {t to leave}.')).toBe('To leave');
  });

  it('keeps what a proposal is for apart from who is to do something', () => {
    expect(standalone('{s The panel} {c recommends} {t new rules to protect fish}.')).toBe(
      '[The panel recommends] new rules to protect fish',
    );
    expect(standalone('{s The panel} {c signalled} {t willingness to change the law}.')).toBe(
      '[The panel signalled] willingness to change the law',
    );
    expect(standalone('{s The clerk} {c sued} {t Orr for loss of pay}.')).toBe(
      '[The clerk sued] Orr for loss of pay',
    );
  });

  it('tells who is told not to do something', () => {
    expect(standalone('{s A judge} {c warned} {t jurors not to discuss the case}.')).toBe(
      'Jurors [should] not discuss the case',
    );
    expect(standalone('{s A clerk}, who {c asked} {t not to be named}, left.')).toBe(
      '[A clerk should] not be named',
    );
    expect(standalone('{s Quill} {c shouted} {t to Kyle to get the boys}.', QUILL)).toBe(
      'Kyle [should] get the boys',
    );
    expect(standalone('{s A neighbour} {c claimed} {t to have seen a figure}.')).toBe(
      '[A neighbour had] seen a figure',
    );
    expect(standalone('The trial, {t which} {c is expected} {t to last three weeks}, goes on.')).toBe(
      '[The trial will] last three weeks',
    );
    expect(standalone('Rain is {t what} {s Quill} {c called} {t “a gift”}.', QUILL)).toBe(
      'What [Mara Quill called] “a gift”',
    );
  });
});

describe('pronouns in standalone texts', () => {
  const two = { 'Mara Quill': 'person', 'Zed Orr': 'person' } as const;

  it('are resolved where only one person can be meant', () => {
    expect(standalone('Zed Orr lost. {s Mara Quill} {c said} {t that she had won}.', two)).toBe(
      'She had won',
    );
    const orr = { 'Ann Orr': 'person', 'Ian Roe': 'person' } as const;
    expect(standalone('Ian Roe lost. {s Ann Orr} {c said} {t that she had won}.', orr)).toBe(
      '[Ann Orr] had won',
    );
    expect(standalone('{s A doctor at the hospital} {c said} {t he had received two bodies}.')).toBe(
      '[A doctor at the hospital] had received two bodies',
    );
  });

  it('are not those of one who speaks for another', () => {
    const orr = { 'Ann Orr': 'person' } as const;
    expect(standalone('{s Her lawyer, Ann Orr,} {c said} {t she was innocent}.', orr)).toBe(
      'She was innocent',
    );
    expect(standalone('{s Her lawyer, Ann Orr,} {c said} {t she hoped for a hearing}.', orr)).toBe(
      '[Ann Orr] hoped for a hearing',
    );
  });

  it('are nobody’s who says them', () => {
    const orr = { 'Ann Orr': 'person' } as const;
    expect(standalone('{s Ann Orr} {c said}: {t “She went in and fell.”}', orr)).toBe('She went in and fell');
  });

  it('are named once, and not beside a surname', () => {
    const ann = { 'Ann Orr': 'person' } as const;
    expect(standalone('{s Ann Orr} {c said} {t she had sold her house and her car}.', ann)).toBe(
      '[Ann Orr] had sold her house and her car',
    );
  });

  it('keep an object apart from a possessive', () => {
    const ann = { 'Ann Orr': 'person' } as const;
    expect(standalone('{s Ann Orr} {c said} {t the clock told her when to sleep}.', ann)).toBe(
      'The clock told [Ann Orr] when to sleep',
    );
    expect(standalone('{s Ann Orr} {c said} {t the city owed her money}.', ann)).toBe(
      'The city owed her money',
    );
  });

  it('leave a surname alone that a company bears', () => {
    const giles = { 'Giles Fenmore': 'person' } as const;
    expect(
      standalone('Giles Fenmore left. {s Brokers} {c said} {t Fenmore’s shares would fall}.', giles),
    ).toBe('Fenmore’s shares would fall');
  });
});

describe('the time of a claim', () => {
  const time = (marked: string, published?: string | null) => describeText(marked, {}, published)[0]!.time;
  const wednesday = { text: 'Wednesday', value: '2023-01-11' };

  it('is the date in its cue, right behind it, or at the beginning of its sentence', () => {
    expect(time('{s He} {c said on Wednesday} {t it fell}.')).toEqual(wednesday);
    expect(time('{s He} {c said late Wednesday} {t it fell}.')).toEqual(wednesday);
    expect(time('{t It fell}, {s he} {c said} on Wednesday.')).toEqual(wednesday);
    expect(time('{t It fell}, {c said} {s an aide} on Wednesday.')).toEqual(wednesday);
    expect(time('{t It fell}, {s he} {c said} in a written statement on Wednesday.')).toEqual(wednesday);
    expect(time('On Wednesday, {s the mayor} {c said} {t it fell}.')).toEqual(wednesday);
    expect(time('{s He} {c asked her in 2019} {t whether it fell}.')).toEqual({
      text: '2019',
      value: '2019',
    });
    expect(time('{s He} {c told} the audience in Leeds on Wednesday {t that it fell}.')).toEqual(wednesday);
    expect(time('{s He} {c will say on Monday} {t that it fell}.')).toEqual({
      text: 'Monday',
      value: '2023-01-16',
    });
  });

  it('is null where the date is the content’s, another’s, or not certain', () => {
    expect(time('{s He} {c said} {t it fell on Wednesday}.')).toBeNull();
    expect(time('{s He} {c said} {t on Wednesday it fell}.')).toBeNull();
    expect(time('{s He} {c said of the vote on Wednesday} {t that it fell}.')).toBeNull();
    expect(time('{s He} {c told} those who fled on Wednesday {t that it fell}.')).toBeNull();
    expect(time('{s He} {c says on Wednesday} {t that it fell}.')).toBeNull();
    expect(time('{s He} {c said on Wednesday} {t it fell}.', null)).toBeNull();
    expect(time('On Wednesday the dam fell, and {s he} {c said} {t it was old}.')).toBeNull();
    expect(time('{s He} {c said}. On Wednesday it rained. {t “It fell.”}')).toBeNull();
  });

  it('leaves the dates of the content to `dates`', () => {
    const text = '{s He} {c said on Thursday} {t it fell on Wednesday and in 2019}.';
    const [claim] = describeText(text);
    expect(claim!.dates.map(({ text: said, value }) => [said, value])).toEqual([
      ['Wednesday', '2023-01-11'],
      ['2019', '2019'],
    ]);
  });
});
