import type { EntityType } from './extraction.ts';

const EVENT =
  /(?:^|[\s-])(?:awards?|battle|biennale|blitz|championships?|classic|conference|contest|convention|crisis|cup|cyclone|day|derby|earthquake|elections?|eve|exhibition|expo|fair|festival|final|forum|games|gala|grand prix|holocaust|hurricane|invitational|league|marathon|masters|massacre|medal|month|olympics?|open|operation|oscars?|parade|playoffs|pride|prix|prize|rally|referendum|regatta|revolution|riots?|season|series|shield|storm|summit|super bowl|tour|tournament|trials?|trophy|typhoon|uprising|war|week|wimbledon|world cup)(?:$|\s(?:[IVX]+|\d{2,4})$)|(?:^|\s)(?:battle|festival|hurricane|operation|storm|typhoon|cyclone|war|siege|feast|night|year) (?:of|in|on) |^(?:hurricane|storm|typhoon|cyclone|operation|super typhoon|tropical storm) |^COP ?\d+|^Brexit$|^(?:19|20)\d\d [\p{L} ]*(?:cup|games|olympics|championships?)$/iu;
const LAW =
  /(?:^|\s)(?:accords?|act|agreement|amendment|bill|charter|code|constitution|convention|covenant|declaration|decree|directive|law|ordinance|protocol|regulations?|resolution|rules?|statute|treaty)(?:$|[\s,]+(?:of|on|for|against|no\.?|\d)|\s*\()|^(?:section|article|chapter|title|order) \d/iu;
/** "Democratic National Convention", unlike "Geneva Convention". */
const PARTY_CONVENTION = /(?:national|party|democratic|republican|comics?|annual) convention$/iu;
/** Days are dates elsewhere; who tagged these as names did not. */
const DATE =
  /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:19|20)\d\ds?$|^(?:january|february|march|april|june|july|august|september|october|november|december)$/iu;
/** Diseases are none of our types, unless they stand for the years of a pandemic. */
const DISEASE =
  /^(?:alzheimer|cholera|crohn|dengue|ebola|influenza|lassa|legionella|malaria|marburg|measles|mers|mpox|nipah|parkinson|polio|sars|zika)(?:['’]s)?(?:$|[- ](?:disease|fever|flu|virus)$)/iu;
/** Without a capital in it, or short initials of a common noun ("GDP", "DNA"): nothing is named. */
const NO_NAME = /^[^\p{Lu}]*$|^\p{Lu}{2,4}s?$/u;

/**
 * What a "Misc" of the model is: events, laws, works and programmes, which it does not tell apart, by the words of the
 * name. Titles of works and what else is made is a product. Null when nothing is named.
 */
export function typeOfMisc(name: string): EntityType | null {
  if (NO_NAME.test(name) || DATE.test(name) || DISEASE.test(name)) return null;
  if (LAW.test(name) && !PARTY_CONVENTION.test(name)) return 'law';
  return EVENT.test(name) ? 'event' : 'product';
}
