/** Irregular verbs: base, past, participle (where they differ). Those of one form, as "put", tell nothing and are left out. */
const IRREGULAR = `
  arise arose arisen|be was been|be were been|bear bore borne|beat beat beaten|become became|begin began begun|bend bent|
  bite bit bitten|bleed bled|blow blew blown|break broke broken|bring brought|build built|burn burnt|buy bought|catch caught|
  choose chose chosen|come came|deal dealt|dig dug|do did done|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten|
  fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fly flew flown|forbid forbade forbidden|forget forgot forgotten|
  forgive forgave forgiven|forsake forsook forsaken|freeze froze frozen|get got gotten|give gave given|go went gone|grow grew grown|
  hang hung|have had|hear heard|hide hid hidden|hold held|keep kept|know knew known|lay laid|lead led|leave left|lend lent|
  lie lay lain|light lit|lose lost|make made|mean meant|meet met|pay paid|plead pled|prove proved proven|ride rode ridden|ring rang rung|
  rise rose risen|run ran|say said|see saw seen|seek sought|sell sold|send sent|shake shook shaken|shine shone|shoot shot|
  show showed shown|shrink shrank shrunk|sing sang sung|sink sank sunk|sit sat|sleep slept|slide slid|speak spoke spoken|
  spend spent|spin spun|stand stood|steal stole stolen|stick stuck|strike struck|swear swore sworn|sweep swept|swim swam swum|
  swing swung|take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown|undergo underwent undergone|
  understand understood|undertake undertook undertaken|wake woke woken|wear wore worn|win won|withdraw withdrew withdrawn|write wrote written`
  .split('|')
  .map((forms) => forms.trim().split(/\s+/));

const PAST = new Set(IRREGULAR.flatMap(([, ...forms]) => forms));
const BASE_OF = new Map(IRREGULAR.flatMap(([base, ...forms]) => forms.map((form) => [form, base!] as const)));
/** What ends like a past form and is none, or seldom. */
const NO_PAST = new Set(
  'need needs indeed speed feed seed weed breed reed bed red shed sled wed hundred kindred sacred naked wicked rugged embed exceed proceed succeed bleed greed creed steed deed united'.split(
    ' ',
  ),
);
/** One form for past and present. */
export const UNCHANGING = new Set(
  'bet bid burst cast cost cut hit hurt let put quit read rid set shed shut split spread thrust upset broadcast forecast'.split(
    ' ',
  ),
);

/** Whether a word looks like a verb's past or past participle. */
export const isPastForm = (word: string): boolean => {
  const lower = word.toLowerCase();
  return PAST.has(lower) || (/[^e]ed$|[^e]eed$|ied$/.test(lower) && lower.length > 3 && !NO_PAST.has(lower));
};

/** Without an "s", as they stand before "n't" too. */
const NO_S = new Set('must can cannot could may might will would shall should ought ca wo sha'.split(' '));
/** Other than verbs, or not to be told from them. */
const NO_VERB = new Set(
  `a an the and or but nor so if as at by for from in of on to with without about after before not n't who whom whose which what that
   this these those my our your his her its their me us him them i we you he she it they too alone myself both all also only
   just never always often still even really hardly ever once then now there here`.split(/\s+/),
);

/**
 * A verb as it follows "I" as it follows a name: "think" → "thinks", "was" and "thought" as they are; null when it
 * is no verb for certain, or may be present or past ("put").
 */
export function thirdPerson(verb: string): string | null {
  const lower = verb.toLowerCase();
  if (lower === 'am' || lower === 'are') return 'is';
  if (lower === 'have') return 'has';
  if (lower === 'do') return 'does';
  if (lower === 'were' || UNCHANGING.has(lower) || NO_VERB.has(lower) || !/^\p{Ll}{2,}$/u.test(verb))
    return null;
  if (lower === 'lay' || lower === 'found') return null;
  if (NO_S.has(lower) || isPastForm(lower)) return verb;
  if (
    /ly$|ing$/.test(lower) &&
    !/^(?:apply|rely|reply|supply|fly|bring|sing|ring|cling|fling|swing|comply|imply|multiply)$/.test(lower)
  )
    return null;
  if (/[^aeiou]y$/.test(lower)) return `${verb.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh|o)$/.test(lower)
    ? /(?:s)$/.test(lower) && !/ss$/.test(lower)
      ? null
      : `${verb}es`
    : `${verb}s`;
}

/**
 * The base forms that an English verb form may come from, the form itself first: "refuses" → refuses, refuse;
 * "planned" → planned, plann, planne, plan.
 */
export function baseForms(word: string): string[] {
  const lower = word.toLowerCase();
  const found = new Set([lower]);
  const irregular = BASE_OF.get(lower);
  if (irregular) found.add(irregular);
  const add = (stem: string, ...ends: string[]) => {
    if (stem.length > 1) for (const end of ends) found.add(stem + end);
  };
  if (lower.endsWith('ies')) add(lower.slice(0, -3), 'y');
  if (lower.endsWith('es')) add(lower.slice(0, -2), '');
  if (lower.endsWith('s')) add(lower.slice(0, -1), '');
  if (lower.endsWith('ied')) add(lower.slice(0, -3), 'y');
  for (const end of ['ed', 'ing']) {
    if (!lower.endsWith(end)) continue;
    const stem = lower.slice(0, -end.length);
    add(stem, '', 'e');
    if (/([^aeiou])\1$/.test(stem)) add(stem.slice(0, -1), '');
  }
  return [...found];
}

/** Forms whose past participle is another than the past, or that no ending tells, by their "-ing". */
const PARTICIPLE_OF = new Map(
  IRREGULAR.filter(([base]) => base !== 'be' && base !== 'lie').map(
    ([base, past, participle]) => [base!, { past: past!, participle: participle ?? past! }] as const,
  ),
);
/** Nouns, or adjectives, and what is no one's deed. */
const NO_GERUND =
  /(?:thing|mongering|^(?:wrongdoing|racketeering|evening|morning|meeting|building|ceiling|feeling|king|ring|spring|string|wing|during|according|including|regarding|concerning|following|outgoing|incoming|upcoming|ongoing))$/u;

/**
 * The past and the past participle of what an "-ing" form says: "stealing" → stole, stolen; "wasting" → wasted. Null
 * for what is no verb's form.
 */
export function pastOfGerund(word: string): { readonly past: string; readonly participle: string } | null {
  if (!/^\p{Ll}+ing$/u.test(word) || word.length < 5 || NO_GERUND.test(word)) return null;
  if (word === 'being') return { past: 'was', participle: 'been' };
  const stem = word.slice(0, -3);
  if (/[^aeiou]y$/.test(stem) && stem.length === 2)
    return { past: `${stem[0]}ied`, participle: `${stem[0]}ied` };
  for (const base of [stem, `${stem}e`, stem.replace(/([^aeiou])\1$/, '$1')]) {
    const prefix = /^(?:over|under|mis|with|out|fore|un|re)(?=\p{L}{3})/u.exec(base)?.[0] ?? '';
    const whole = PARTICIPLE_OF.get(base);
    if (whole) return whole;
    const part = PARTICIPLE_OF.get(base.slice(prefix.length));
    if (prefix !== '' && part) return { past: prefix + part.past, participle: prefix + part.participle };
    if (UNCHANGING.has(base)) return { past: base, participle: base };
  }
  const regular = /[^aeiou]y$/.test(stem)
    ? `${stem.slice(0, -1)}ied`
    : /[eo]e$/.test(stem)
      ? `${stem}d`
      : `${stem}ed`;
  return { past: regular, participle: regular };
}
