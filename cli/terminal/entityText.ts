import type { EntityAlias, EntityRecord, NameEvent, NameReason } from '../../shared/ledger/ledger.ts';
import { type Column, columns } from './columns.ts';
import { printable } from './printable.ts';
import { style } from './style.ts';

const FIELDS: readonly Column[] = [{ width: 9 }, { width: null }];
const ALIASES: readonly Column[] = [{ width: null }, { width: null }];
const EVENTS: readonly Column[] = [{ width: 10 }, { width: 9 }, { width: null }];

const RULES: Readonly<Record<NameReason['rule'], string>> = {
  gazetteer: 'the gazetteer has it',
  'full-name': 'a full name means the same person in all articles',
  'same-name': 'the same name means the same in all articles',
  'common-name': 'many bear the name: every article has its own',
  'short-name': 'a short name: every article has its own',
  'generic-name': 'many bodies are called so: every article has its own',
  'ambiguous-place': 'several places are called so: every article has its own',
  brackets: 'introduced in brackets',
  initials: 'its initials, used beside it',
  'fuller-name': 'used beside the fuller name',
  speaker: 'a place that means it as a source',
  operator: 'an operator decided it',
  unknown: 'no article names it so',
};

/** An entity for people to read: what it is, its other names, and why. */
export function entityText(record: EntityRecord, width: number): string {
  const { id, name, type, iso, wikidata, why, aliases, mayMean, toldApart, history } = record;
  const field = (label: string, value: string) => columns(FIELDS, [style('dim', label), value], width);
  const codes = [type, iso, wikidata].filter((code) => code !== null);
  return [
    style('bold', printable(name)),
    ...field('id', printable(id)),
    ...(codes.length > 0 ? field('type', codes.join(' · ')) : []),
    ...field('why', reason(why)),
    ...(toldApart.length > 0 ? field('apart', toldApart.map(printable).join(', ')) : []),
    ...section(
      'Other names',
      aliases.flatMap((alias) => aliasLines(alias, width)),
    ),
    ...section(
      'May mean, so means none of them',
      mayMean.flatMap((alias) => aliasLines(alias, width)),
    ),
    ...section(
      'History',
      history.flatMap((event) => eventLines(event, width)),
    ),
  ].join('\n');
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', style('bold', title), ...lines.map((line) => `  ${line}`.trimEnd())];

const reason = ({ rule, articleId, since }: NameReason): string =>
  [RULES[rule], articleId && `article ${articleId}`, since && `since ${since.slice(0, 10)}`]
    .filter(Boolean)
    .join(', ');

const aliasLines = (alias: EntityAlias, width: number): string[] =>
  columns(ALIASES, [printable(alias.name), style('dim', reason(alias))], width - 2);

function eventLines({ at, what, key, entity, articles, note }: NameEvent, width: number): string[] {
  const about = [
    entity === null || entity === key ? printable(key) : `${printable(key)} → ${printable(entity)}`,
    articles.length > 0 ? `(${articles.length} article${articles.length === 1 ? '' : 's'})` : '',
    note === null ? '' : `“${printable(note)}”`,
  ];
  return columns(EVENTS, [at.slice(0, 10), what, about.filter(Boolean).join(' ')], width - 2);
}
