/** Singular nouns that take an article: with a bare "that" before one, it is no conjunction. */
const COUNTED =
  'account accusation agenda agreement aim amount answer approach argument assertion assessment assumption attempt ban bid bill campaign case characteri[sz]ation charge choice claim comment comparison complaint conclusion contention criticism criterion day deadline deal decision declaration demand depiction description diagnosis doctrine estimate event excuse explanation fact failure feeling figure forecast game goal gap hope idea image incident interpretation issue kind label law letter limit list location loss man match measure meeting message mistake moment month move name narrative night notion number objection offer opinion option outcome pact part period phrase picture plan pledge point policy portrayal position possibility practice prediction problem process promise proposal prospect provision question reading reason recommendation remark report request result right risk role ruling rule rumou?r sentence sentiment side situation sort statement step story strategy sum suggestion target tactic theory threat timetable title total trend tweet verdict version view vision vote warning way week win wish woman word year'
    .split(' ')
    .join('|');
const NOUN = new RegExp(`^(?:(?:same|very|kind of|sort of) )?(?:${COUNTED})\\b`, 'iu');
const VERB =
  /^(?:is|was|has|had|would|will|could|can|may|might|should|must|does|did|isn['’]t|wasn['’]t|hasn['’]t|hadn['’]t|won['’]t|doesn['’]t|didn['’]t|wouldn['’]t)\b/iu;
const AFTER_NOUN =
  /^(?:$|[,.;:!?”"’—–)]|\s+(?:of|to|on|in|for|from|by|with|at|about|as|against|over|[“"‘])|\s+(?:which|who|that)\b)/iu;
const AUXILIARY =
  'is|are|was|were|has|have|had|will|would|could|can|may|might|should|must|do|does|did|cannot';
const BEFORE_VERB = new RegExp(`^\\p{Ll}+s\\s+(?!(?:\\p{Ll}+\\s+){0,4}(?:${AUXILIARY}|\\p{Ll}+ed)\\b)`, 'u');

/** "location is": with "that" before it, more likely that one than a bare noun. */
const BARE_SINGULAR =
  /^(?!(?:anyone|congress|demand|everybody|everyone|everything|evidence|government|growth|inflation|information|management|money|much|nobody|nothing|parliament|police|power|she|someone|something|there|today|trade|water|work)\b)\p{Ll}{3,}[^s\P{L}]\s(?:is|was|has|will|would)\b/u;

/** Whether "that" before these words points at something: "that account", "that number is inflated", "that is wrong". */
export function isDemonstrative(rest: string): boolean {
  const words = rest.trimStart();
  if (words === '' || VERB.test(words)) return true;
  const noun = NOUN.exec(words)?.[0];
  if (noun === undefined) return false;
  const after = words.slice(noun.length);
  return AFTER_NOUN.test(after) || VERB.test(after.trimStart());
}

/** Where quotation marks stand open, nobody knows whose word a "that" is. */
const isOutside = (text: string, at: number): boolean => {
  const before = text.slice(0, at);
  const count = (marks: RegExp) => before.match(marks)?.length ?? 0;
  return (
    count(/“/gu) <= count(/”/gu) &&
    count(/"/gu) % 2 === 0 &&
    before.lastIndexOf('‘') <= before.lastIndexOf('’')
  );
};

/** Whether another "that" comes before in the sentence: "he hears that A and that B". */
const isWithinAnother = (text: string, at: number): boolean =>
  /\bthat\b/iu.test(text.slice(0, at).replace(/^[\s\S]*[.!?]\s/u, ''));

/** UTF-16 code units; of longer ones the further clauses keep their "that". */
const LONGEST_CLAUSE = 2_000;

/** Without the "that" of further clauses that hang on the same cue: "A and that B" → "A and B". */
export function withoutFurtherThat(clause: string): string {
  if (clause.length > LONGEST_CLAUSE) return clause;
  return clause.replace(
    /(?<=(?:,\s|\s)(?:and|but|or)\s)that\s+(?=(\S[^\n]{0,120}))/giu,
    (that: string, next: string, at: number) =>
      isDemonstrative(next) ||
      BEFORE_VERB.test(next) ||
      BARE_SINGULAR.test(next) ||
      !isOutside(clause, at) ||
      isWithinAnother(clause, at)
        ? that
        : '',
  );
}
