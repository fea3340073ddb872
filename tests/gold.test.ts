import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { articleFromText } from '../shared/article/articleFromText.ts';
import { type GoldArticle, type GoldClaim, readGold } from '../shared/evaluate/readGold.ts';
import { readTrainingItems } from '../shared/evaluate/readTrainingItems.ts';
import { covers, overlaps, type Span } from '../shared/span.ts';

const files = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.txt'))
        .sort()
        .map((name) => join(folder, name))
    : [];
const goldFiles = files(join(import.meta.dirname, 'fixtures/gold'));
const probeFiles = ['development', 'judging'].flatMap((half) =>
  files(join(import.meta.dirname, 'fixtures/probes', half)),
);
const trainingFiles = files(join(import.meta.dirname, '../training/data'));
const readFile = (path: string) => readGold(basename(path), readFileSync(path, 'utf8'));
/** Null where it does not read, so that one slip does not hide the others. */
const readOrNull = (path: string) => {
  try {
    return readFile(path);
  } catch {
    return null;
  }
};

const same = (a: Span, b: Span) => a[0] === b[0] && a[1] === b[1];
const depth = (gold: GoldArticle, claim: GoldClaim): number =>
  claim.parent === null ? 1 : 1 + depth(gold, gold.claims.find(({ number }) => number === claim.parent)!);

/** Its sentences of five words and more, without signs and capitals: what two texts may not share. */
const sentencesOf = (text: string) =>
  articleFromText(text)
    .sentences.map(
      (span) =>
        text
          .slice(...span)
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu) ?? [],
    )
    .filter((words) => words.length >= 5)
    .map((words) => words.join(' '));

const NEWS_ARTICLE = { least: 250, most: 700, attributions: 8 };
const PROBE = { least: 40, most: 140, attributions: 1 };

describe.each([
  ...goldFiles.map((path) => ['gold article', basename(path), path, NEWS_ARTICLE] as const),
  ...probeFiles.map((path) => ['probe', basename(path), path, PROBE] as const),
])('the %s %s', (_, name, path, size) => {
  const gold = readOrNull(path);
  if (!gold) return void it('reads', () => void readFile(path));
  const { text, claims, entities } = gold;
  const quote = (span: Span) => text.slice(...span);

  it('is named as its file', () => {
    expect(`${gold.id}.txt`).toBe(name);
  });

  it('is of its kind’s length, cleanly set, with attributions enough', () => {
    const words = text.split(/\s+/).length;
    expect(words).toBeGreaterThanOrEqual(size.least);
    expect(words).toBeLessThanOrEqual(size.most);
    expect(text).not.toMatch(/ [,.;:!?]| {2}|[ \t]\n|\n\n\n/);
    expect(claims.length).toBeGreaterThanOrEqual(size.attributions);
  });

  it('has contents that end before a sign outside their quotation marks', () => {
    const wrong = claims.flatMap(({ number, content }) =>
      content
        .map(quote)
        .filter((words) => /[,.;:]$/.test(words) && !/[“"‘].*[,.;:]$/su.test(words))
        .map((words) => [number, words]),
    );
    expect(wrong).toEqual([]);
  });

  it('has contents that open and close their quotation marks, or go on in the next paragraph', () => {
    const wrong = claims.flatMap(({ number, content }) =>
      content.flatMap((span, i) => {
        const words = quote(span);
        const left = words.split('“').length - words.split('”').length;
        const straight = words.split('"').length - 1;
        const goesOn = i < content.length - 1 && text.slice(span[1]).startsWith('\n\n');
        return (left === 0 && straight % 2 === 0) || (goesOn && (left === 1 || straight % 2 === 1))
          ? []
          : [[number, words]];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('has sources and cues of one line, without a sign or possessive at the end', () => {
    for (const { source, cue } of claims) {
      for (const span of [...source, ...cue]) expect(quote(span)).not.toMatch(/\n|^[,.;]|[,.;]$/);
      for (const span of source) expect(quote(span)).not.toMatch(/['’]s$/);
    }
  });

  it('attributes wherever someone says, tells or is appealed to', () => {
    const cues = claims.flatMap(({ cue }) => cue);
    const missed = [...text.matchAll(/\b(?:said|says|told|according to|warned|insisted|denied)\b/gi)]
      .map(({ index, 0: word }): Span => [index, index + word.length])
      .filter((word) => !cues.some((cue) => covers(cue, word)))
      .map(([start, end]) => text.slice(Math.max(0, start - 30), end + 20));
    expect(missed).toEqual([]);
  });

  it('has an entity for each source, and a mention of it in the source', () => {
    for (const { number, name, entity, source } of claims) {
      expect([number, entity === null]).toEqual([number, name === null]);
      if (entity === null) continue;
      const { named, other } = entities.find((one) => one.number === entity)!;
      const mentions = [...named, ...other];
      expect([number, source.some((span) => mentions.some((one) => overlaps(span, one)))]).toEqual([
        number,
        true,
      ]);
    }
  });

  it('takes a source that is just a mention for the entity it mentions', () => {
    for (const { number, entity, source } of claims) {
      const meant = entities.find(({ named, other }) =>
        [...named, ...other].some((one) => source.length === 1 && same(one, source[0]!)),
      );
      if (meant) expect([number, entity]).toEqual([number, meant.number]);
    }
  });

  it('has entities that are named in the text by their names, or else speak', () => {
    const kept = new Set<string>();
    for (const { number, type, name, named, other } of entities) {
      const key = `${type} ${name.toLowerCase()}`;
      expect(kept.has(key), `entity ${number} is an earlier one again`).toBe(false);
      kept.add(key);
      const spoken = claims.some(({ entity }) => entity === number);
      expect(named.length > 0 || spoken, `entity ${number} is neither named nor a source`).toBe(true);
      const fullest = (named.length > 0 ? named : other).map((span) => quote(span).toLowerCase());
      expect(fullest, `the name of entity ${number} is in the text`).toContain(name.toLowerCase());
    }
  });

  it('has named mentions without article, title or possessive, none inside another of its entity', () => {
    for (const { name, named, other } of entities) {
      for (const span of named) {
        expect(quote(span)).not.toMatch(/^(?:an?|Mr|Mrs|Ms|Dr|Sir|Dame|Judge|President) /);
        if (!/^the /i.test(name)) expect(quote(span)).not.toMatch(/^the /i);
        if (!/['’]s$/.test(name)) expect(quote(span)).not.toMatch(/['’]s$/);
      }
      const all = [...named, ...other];
      expect(all.filter((one) => all.some((two) => one !== two && overlaps(one, two))).map(quote)).toEqual(
        [],
      );
    }
  });

  it('accounts for each sentence: an aside is the whole of it, a hedge lies inside one', () => {
    const { sentences } = articleFromText(text);
    const asides = gold.asides.filter(({ kind }) => kind !== 'boilerplate').map(({ span }) => span);
    for (const sentence of sentences) {
      if (!asides.some((span) => overlaps(span, sentence))) continue;
      const rest = [...quote(sentence).matchAll(/[\p{L}\p{N}]/gu)].filter(
        ({ index }) =>
          !asides.some(([start, end]) => start <= sentence[0] + index && sentence[0] + index < end),
      );
      expect(rest.length, `partly an aside: ${quote(sentence)}`).toBe(0);
    }
    for (const hedge of gold.hedged)
      expect(
        sentences.some((sentence) => covers(sentence, hedge)),
        `in one sentence: ${quote(hedge)}`,
      ).toBe(true);
  });

  it('takes what is denied or refused for not said', () => {
    const text = (spans: readonly Span[]) => spans.map(quote).join(' ');
    for (const { number, stance, polarity, cue } of claims) {
      if (stance !== 'deny' && stance !== 'refuse') continue;
      const twice = /\b(?:not|never)\b|n['’]t\b/.test(text(cue)) && /\b(?:den|refus|declin)/.test(text(cue));
      expect([number, polarity]).toEqual([number, twice ? 'positive' : 'negative']);
    }
  });

  it('has standalone texts without first person, with brackets closed and days dated', () => {
    for (const { number, standalone } of claims) {
      const own = standalone.replace(/\[[^[\]]*\]/g, '[]');
      expect([number, own.replaceAll('[]', '')]).toEqual([number, expect.not.stringMatching(/[[\]{}]/)]);
      const speaks = claims.some(({ parent }) => parent === number);
      if (!speaks)
        expect([number, own]).toEqual([
          number,
          expect.not.stringMatching(/\b(?:I|me|my|we|us|our|mine|ours)\b/),
        ]);
      expect([number, own]).toEqual([
        number,
        expect.not.stringMatching(
          /\b(?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|tomorrow|tonight)\b(?! \[)/,
        ),
      ]);
    }
  });
});

describe('the gold as a whole', () => {
  const all = goldFiles.flatMap((path) => readOrNull(path) ?? []);
  const claims = all.flatMap((gold) => gold.claims.map((claim) => ({ gold, claim })));

  it('holds 15 articles or more, in eight genres or more', () => {
    expect(all.length).toBeGreaterThanOrEqual(15);
    expect(new Set(all.map(({ genre }) => genre)).size).toBeGreaterThanOrEqual(8);
  });

  it('holds each trap: chains of three, contents over paragraphs, negation, nobody as source, hedges, asides', () => {
    const count = (test: (one: (typeof claims)[number]) => boolean) => claims.filter(test).length;
    expect(count(({ gold, claim }) => depth(gold, claim) === 2)).toBeGreaterThanOrEqual(20);
    expect(count(({ gold, claim }) => depth(gold, claim) >= 3)).toBeGreaterThanOrEqual(3);
    expect(
      count(({ gold, claim: { content } }) =>
        content.some(([, end], i) => i < content.length - 1 && gold.text.startsWith('\n\n', end)),
      ),
    ).toBeGreaterThanOrEqual(2);
    expect(count(({ claim }) => claim.polarity === 'negative')).toBeGreaterThanOrEqual(8);
    expect(count(({ claim }) => claim.name === null)).toBeGreaterThanOrEqual(3);
    expect(all.flatMap(({ narrated }) => narrated).length).toBeGreaterThanOrEqual(50);
    expect(all.flatMap(({ hedged }) => hedged).length).toBeGreaterThanOrEqual(8);
    const asides = new Set(all.flatMap((gold) => gold.asides.map(({ kind }) => kind)));
    expect([...asides]).toEqual(
      expect.arrayContaining(['question', 'caption', 'credit', 'boilerplate', 'heading']),
    );
  });
});

describe('the probes as a whole', () => {
  const halves = ['development', 'judging'].map((half) =>
    probeFiles.filter((path) => path.includes(`/${half}/`)).flatMap((path) => readOrNull(path)?.genre ?? []),
  );

  it('press on the same difficulties in both halves, on each three times at least', () => {
    const [development, judging] = halves.map((genres) => Object.groupBy(genres, (genre) => genre));
    expect(Object.keys(judging!)).toHaveLength(14);
    expect(Object.keys(development!)).toEqual(Object.keys(judging!));
    for (const probes of [...Object.values(development!), ...Object.values(judging!)])
      expect(probes!.length).toBeGreaterThanOrEqual(3);
  });
});

describe.skipIf(trainingFiles.length === 0)('the training data', () => {
  const items = () =>
    trainingFiles.map((path) => readTrainingItems(basename(path), readFileSync(path, 'utf8')));

  it.each(trainingFiles.map((path) => [basename(path), path]))('%s reads', (name, path) => {
    expect(readTrainingItems(name, readFileSync(path, 'utf8')).length).toBeGreaterThan(0);
  });

  it('shares no sentence with the gold and the probes', () => {
    const gold = new Set([...goldFiles, ...probeFiles].flatMap((path) => sentencesOf(readFile(path).text)));
    const shared = items()
      .flat()
      .flatMap(({ id, text }) =>
        sentencesOf(text)
          .filter((sentence) => gold.has(sentence))
          .map((sentence) => [id, sentence]),
      );
    expect(shared).toEqual([]);
  }, 120_000);
});
