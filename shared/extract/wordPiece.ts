/** Ids of the signs that frame a window. */
export const CLS = 101;
export const SEP = 102;

const MAX_WORD_LENGTH = 100;
const MAX_PIECES = 12;
const UNKNOWN = '[UNK]';

const WHITE_SPACE = /^[\t\n\r\p{White_Space}]$/u;
const DROPPED = /^(?![\t\n\r])[\ufffd\p{Cc}\p{Cf}\p{Co}\p{Cs}]$/u;
const PUNCTUATION = /^[!-/:-@[-`{-~\p{P}]$/u;
const MARK = /\p{Mn}/gu;

/** A word's ids in the model's vocabulary: one or more. */
export type WordPiece = (word: string) => readonly number[];

/**
 * WordPiece of BERT uncased (Devlin et al. 2019; greedy longest match of Schuster and Nakajima 2012), the same as
 * Hugging Face's `BertNormalizer` + `BertPreTokenizer` + `WordPiece`: control characters dropped, Chinese
 * characters set apart, accents stripped, lower case, punctuation set apart.
 *
 * A word gives its first 12 pieces, as the model was trained; a word of which nothing is left gives `[UNK]`.
 * Offsets are kept a word at a time: the model's decisions are read at a word's first piece, so pieces need none.
 *
 * @param vocabulary text of `vocab.txt`: one piece a line, its id is the line's number from 0
 */
export function createWordPiece(vocabulary: string): WordPiece {
  const ids = new Map(
    vocabulary
      .replace(/\r?\n$/, '')
      .split(/\r?\n/)
      .map((piece, id) => [piece, id]),
  );
  const unknown = ids.get(UNKNOWN) ?? 0;

  return (word) => {
    const pieces: number[] = [];
    for (const part of parts(word)) {
      pieces.push(...(match(part, ids) ?? [unknown]));
      if (pieces.length >= MAX_PIECES) break;
    }
    return pieces.length === 0 ? [unknown] : pieces.slice(0, MAX_PIECES);
  };
}

/** The word in the vocabulary's normal form, cut where BERT cuts. */
function parts(word: string): string[] {
  if (/^[a-z0-9]+$/.test(word)) return [word];
  const found: string[] = [];
  let open = false;
  const apart = (sign: string) => {
    found.push(sign);
    open = false;
  };
  for (const sign of normalise(word)) {
    if (sign === ' ') open = false;
    else if (PUNCTUATION.test(sign) || isChinese(sign)) apart(sign);
    else if (open) found[found.length - 1] += sign;
    else {
      found.push(sign);
      open = true;
    }
  }
  return found;
}

function normalise(word: string): string {
  let clean = '';
  for (const sign of word) {
    if (DROPPED.test(sign)) continue;
    clean += WHITE_SPACE.test(sign) ? ' ' : sign;
  }
  let lower = '';
  // Sign by sign: a whole word in lower case would give a final sigma, which the vocabulary's makers did not have.
  for (const sign of clean.normalize('NFD').replace(MARK, '')) lower += sign.toLowerCase();
  return lower;
}

/** The vocabulary's longest pieces from the left, or null when it cannot spell the word to its end. */
function match(word: string, ids: ReadonlyMap<string, number>): number[] | null {
  const signs = [...word];
  if (signs.length > MAX_WORD_LENGTH) return null;
  const pieces: number[] = [];
  for (let start = 0; start < signs.length; ) {
    let end = signs.length;
    let id: number | undefined;
    for (; end > start; end--) {
      id = ids.get((start === 0 ? '' : '##') + signs.slice(start, end).join(''));
      if (id !== undefined) break;
    }
    if (id === undefined) return null;
    pieces.push(id);
    start = end;
  }
  return pieces;
}

function isChinese(sign: string): boolean {
  const point = sign.codePointAt(0)!;
  return (
    (point >= 0x4e00 && point <= 0x9fff) ||
    (point >= 0x3400 && point <= 0x4dbf) ||
    (point >= 0x20000 && point <= 0x2a6df) ||
    (point >= 0x2a700 && point <= 0x2b73f) ||
    (point >= 0x2b740 && point <= 0x2b81f) ||
    (point >= 0x2b920 && point <= 0x2ceaf) ||
    (point >= 0xf900 && point <= 0xfaff) ||
    (point >= 0x2f800 && point <= 0x2fa1f)
  );
}
