/** Object pronouns, by the subjects they stand for. */
export const OBJECT_PRONOUNS: Readonly<Record<string, string>> = {
  him: 'he',
  her: 'she',
  them: 'they',
  us: 'we',
  me: 'I',
  you: 'you',
  it: 'it',
};
/** "the Bank of Orland" where the text calls it so. */
export const withArticle = (name: string, words: string): string =>
  /^the\s/iu.test(words) && words.replace(/^the\s+/iu, '').startsWith(name) && !/^the\s/iu.test(name)
    ? `the ${name}`
    : name;

/** "a docker" for "A docker" at a sentence's beginning. */
export const startSmall = (words: string): string =>
  words.replace(
    /^(?:The|An?|His|Her|Its|Their|Our|My|Two|Three|Some|Many|Several|Other|Most|One)(?=\s)/u,
    (word) => word.toLowerCase(),
  );

/** As English writes it: "Halyard’s", "Rovers’". */
export const possessive = (name: string): string => `${name}${/s$/u.test(name) ? '’' : '’s'}`;

/** How many a noun phrase means, where its form tells. */
export function numberOf(phrase: string): 'one' | 'many' | null {
  const words = phrase.replace(/[[\]]/g, '').trim();
  if (/^(?:it|this|that|he|she)$/iu.test(words)) return 'one';
  if (/^(?:they|these|those|we|you)$/iu.test(words)) return 'many';
  if (/\b(?:and|or|&)\b|,/iu.test(words) || words === '') return null;
  if (
    /^(?:two|three|four|five|six|seven|eight|nine|ten|several|many|both|few|these|those|all)\b/iu.test(words)
  )
    return 'many';
  if (/^(?:an?|each|every|this|that|one)\s/iu.test(words)) return 'one';
  const head = words.replace(
    /\s+(?:of|in|for|on|at|by|with|from|against|to|over|about|between)\s[\s\S]*$/iu,
    '',
  );
  const noun = (/[\p{L}’'-]+$/u.exec(head)?.[0] ?? '').replace(/^.*-(?=\p{Ll})/u, '');
  if (
    /^(?:people|men|women|children|police|data|media|majority|team|staff|government|group|number|[\p{L}]*s['’]?)$/iu.test(
      noun,
    )
  ) {
    if (/(?:ss|us|is)$/iu.test(noun))
      return /^(?:this|the|his|her|its|their|my|our)\s/iu.test(words) ? 'one' : null;
    return /^\p{Ll}/u.test(noun) &&
      /s$/.test(noun) &&
      !/^(?:news|series|species|means|politics|economics)$/u.test(noun)
      ? 'many'
      : /^(?:people|men|women|children)$/iu.test(noun)
        ? 'many'
        : null;
  }
  return /^(?:the|his|her|its|their|my|our|\p{Lu})/u.test(words) ? 'one' : null;
}

/** With a capital at its beginning. */
export const upper = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
