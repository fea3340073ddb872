import type { Stance } from '../extraction.ts';

/**
 * Words that attribute, by how the source stands to what it says. A verb stands in its base form, a noun after
 * `n:` in the singular; several words are matched in their order, the first by its forms, others as they stand.
 * After a word, `+to`: only where the content begins with an infinitive, `+object`: or with whom it is about ("asked |
 * people to leave"), `+ing`: only where it begins with a gerund, `+will`: only where it looks ahead, `+sum`: only where it
 * tells what something amounts to ("put | the cost at 9 million"), `+offer`: only where it is something that can be declined
 * ("rejected | the offer"). The longest entry that fits wins (`stance.ts`).
 */
const LEXICON: Readonly<Record<Stance, string>> = {
  assert: `
    say, tell, add, report, state, announce, write, reply, answer, respond, note, explain, insist, reveal, disclose, point out, show, find,
    testify, claim, assert, affirm, maintain, contend, declare, stress, emphasise, emphasize, underline, underscore, recall, remember, observe,
    indicate, inform, remind, post, tweet, publish, read, list, quote, joke, quip, shout, cry, chant, whisper, mutter, sing, boast, brag, plead, set out,
    spell out, make clear, detail, describe, mention, speak, talk, ring, call out, sign, document, argue, counter, retort, continue, conclude by, go on,
    relate, recount, narrate, learn, know, discover, show, demonstrate, prove, establish, signal, hint, imply, suggest, according to, cite,
    comment, remark, send, swear, put, have it, brief, pronounce, record, assure, reassure, give an assurance, confirm, admit, confess, n:claim, n:statement, n:account, n:report, n:announcement,
    n:news, n:assertion, n:word, n:comment, n:remark, n:argument, n:evidence, n:admission, n:finding, n:revelation, n:reminder, n:rumour, n:rumor,
    n:suggestion, n:testimony, n:insistence, n:assurance, n:confirmation, n:confession`,
  deny: `
    deny, reject, dismiss, retract, withdraw, take back, rebut, refute, dispute, contest, disavow, disown, repudiate, disagree, contradict, challenge, rule out, pour cold water,
    n:denial, n:rejection, n:rebuttal, n:dismissal`,
  refuse: `
    refuse, decline, turn down, spurn, reject +offer, rule out +offer, dismiss +offer, neither confirm nor deny, will not be drawn, n:refusal`,
  warn: `warn, caution, threaten, alert, raise the alarm, n:warning, n:threat, n:caution, n:alert`,
  promise: `
    promise, pledge, vow, assure +will, guarantee, undertake, commit, reassure +will, swear +to, offer +to, agree +to, give an assurance +will, n:promise, n:pledge,
    n:vow, n:assurance +will, n:commitment, n:guarantee, n:undertaking`,
  allege: `
    accuse, allege, charge, blame for, rumoured, rumored, complain, object, protest, indict, sue, suspect of, purport, arrest on suspicion, n:allegation, n:accusation, n:charge,
    n:complaint, n:suspicion`,
  ask: `ask, question, wonder, inquire, enquire, query, write in to ask, want to know, quiz, n:question, n:query, n:inquiry`,
  demand: `
    demand, order, urge, call for, call on, call upon, ask for, ask +object, appeal, appeal for, plead for, plead with, beg, implore, insist on, require, instruct, direct +to, command, tell +to, tell +object,
    say +to, write +to, call +to, propose, suggest +ing, seek, want, press for, push for, lobby, petition, request, invite, recommend, advise, encourage, exhort, summon, ban, forbid, prohibit, authorise, authorize,
    shout +to, shout +object, chant for, signal +object, warn +to, remind +to, signal +to, need, push to, seek +to, rule +to, prescribe, campaign for, vote for, vote +to, advocate, argue for, n:demand, n:order, n:call, n:request, n:appeal, n:plea, n:recommendation, n:instruction, n:proposal, n:petition,
    n:requirement, n:wish, n:advice, n:ban, n:invitation, n:bid`,
  believe: `
    believe, think, reckon, suspect, assume, feel, suppose, imagine, presume, understand, figure, be convinced, remain convinced, be sure, be certain, be confident, remain confident,
    hold, see, doubt, n:belief, n:view, n:opinion, n:suspicion that, n:conviction, n:impression, n:assumption, n:theory, n:thinking, n:feeling, n:idea, n:thought, n:doubt, n:confidence`,
  fear: `fear, worry, be afraid, be worried, remain worried, be concerned, remain concerned, be anxious, dread, be fearful, n:fear, n:concern, n:worry, n:anxiety, n:alarm`,
  hope: `hope, wish, look forward, be hopeful, remain hopeful, long for, dream of, pray, n:hope, n:dream`,
  judge: `
    judge, call, describe as, label, brand, dub, deem, consider, regard, view as, see as, rate, rank, praise, hail, condemn, criticise, criticize, slam, blast, denounce,
    decry, deplore, blame, rule, conclude, characterise, characterize, portray, credit, welcome, mock, term, class, diagnose, declare as, dismiss as,
    reject as, find guilty, decide, determine, attribute, n:judgement, n:judgment, n:verdict, n:ruling, n:conclusion, n:assessment, n:criticism, n:praise, n:description, n:diagnosis`,
  estimate: `
    estimate, expect, predict, forecast, project, calculate, anticipate, foresee, put at, put +sum, reckon on, guess, n:estimate, n:expectation, n:prediction, n:forecast,
    n:projection, n:calculation, n:outlook, n:guidance, n:prognosis`,
  agree: `agree, acknowledge, concede, accept, endorse, recognise, recognize, grant, n:acknowledgement, n:acknowledgment, n:concession, n:agreement`,
};

/** How an entry limits what it attributes. */
export type Complement = 'to' | 'object' | 'ing' | 'will' | 'sum' | 'offer';

export interface LexiconEntry {
  readonly stance: Stance;
  /** The words after the first. */
  readonly rest: readonly string[];
  readonly isNoun: boolean;
  readonly complement: Complement | null;
}

/** By the base form, or the singular, of the first word. */
export const STANCE_LEXICON: ReadonlyMap<string, readonly LexiconEntry[]> = read();

function read(): Map<string, LexiconEntry[]> {
  const found = new Map<string, LexiconEntry[]>();
  for (const [stance, list] of Object.entries(LEXICON) as [Stance, string][]) {
    for (const entry of list.split(',').map((one) => one.trim())) {
      const [, noun, words = '', complement] = /^(n:)?([^+]+?)(?: \+(to|object|ing|will|sum|offer))?$/.exec(
        entry,
      )!;
      const [first = '', ...rest] = words.split(/\s+/);
      const one = {
        stance,
        rest,
        isNoun: noun !== undefined,
        complement: (complement as Complement) ?? null,
      };
      found.set(first, [...(found.get(first) ?? []), one]);
    }
  }
  return found;
}
