/**
 * What the lines around a story look like. Every test takes a short line (at most LONGEST_LINE) with single spaces;
 * all aim at precision: a sentence of the story taken for one of these is a lost claim, the reverse a harmless one.
 */
export const LONGEST_LINE = 400;

const any = (...patterns: RegExp[]): RegExp =>
  new RegExp(patterns.map(({ source }) => source).join('|'), 'iu');
/** A line that quotes somebody or ends in speech belongs to the story, whatever it begins with. */
const SPEECH =
  /[“”"«»].{12,}|\b(?:said|says|told|added|asked|argued|according to|announced|claimed|warned|wrote)\b/iu;

const NEWSLETTER = any(
  /^(?:please |click (?:here )?to )?(?:sign up|subscribe|register)\b.{0,120}\b(?:newsletters?|e-?mails?|updates|alerts?|inbox|briefing|digest|podcast|channel|here|today|now|free|for more|offers?)\b/u,
  /^(?:sign up|subscribe)(?: (?:for|to) (?:our|the|my) .{1,60}| now| today| here)?[.!]?$/u,
  /^get (?:the latest|our|the best|breaking|more) .{0,100}\b(?:newsletters?|inbox|e-?mails?|alerts?|delivered|app)\b/u,
  /^(?:our )?(?:free )?(?:daily |weekly |morning |evening )?newsletters?(?: sign-?up)?$/u,
  /^(?:enter|your|submit your) (?:your )?e-?mail(?: address)?$/u,
);
const LINK_LABEL = any(
  /^(?:read|see|watch|listen|hear|find out|learn|view|load|show|click for) (?:also|more|next|now|too|this|all|comments)(?:$|\s?[:|>»→…-].*|\.{3}$| (?:on|at|in|about|from|here|stories|articles|news)\b.{0,80}$)/u,
  /^(?:also )?(?:read|watch|see also|related|related (?:stories|story|articles?|coverage|content|topics?|news|links?|video)|more (?:from|on|about|in|news|stories|coverage)|more|recommended|most (?:read|popular|viewed)|trending(?: now)?|editors?['’]s? picks?|you (?:may|might) also (?:like|be interested in)|what to read next|up next|don['’]t miss|further reading|explore more|go deeper|in other news)(?:\s?[:|>»→].*|…|$)/u,
  /^more (?:from|on|about) [\p{L} .&'’-]{1,40}:$/u,
  /^(?:\d+ )?(?:comments?|shares?|likes?|views?)(?: \(\d+\))?$/u,
  /^(?:click|tap) (?:here|the link|below|to)\b.{0,100}$/u,
  /^(?:(?:continue|keep) reading|story continues|article continues|continues) ?(?:the main story|below|after)?(?: (?:the |this )?(?:ad|advert|advertisement|video|promotion))?\.{0,3}$/u,
  /^(?:skip (?:to|past)|back to (?:top|home)|jump to|scroll (?:down|for)|go to|return to) .{0,60}$/u,
  /^(?:loading|play video|replay video|video player|media caption|image caption|view (?:gallery|image|comments)|open in app|hide caption|toggle caption|enlarge this image|expand)(?:\.\.\.|…)?$/u,
);
const SHARE = any(
  /^(?!(?:x|and|or|by|to|with|via|on|this|your|like|more|article|story|page|send|copy|post)\b\W*$)(?:(?:share|tweet|retweet|e-?mail|mail|print|save|pin|pin it|facebook|twitter|whatsapp|linkedin|telegram|reddit|pinterest|instagram|messenger|flipboard|copy link|link copied|copy|bookmark|comments?|post|like|more|gift|listen|share this|share on|send|this|article|story|page|via|on|x|with|your|friends|and|or|by|to)[\s,|/•·-]*){1,16}[:.!]?$/u,
  /^(?:please )?(?:share|like|retweet) (?:this|us|our)\b.{0,60}$/u,
  /^(?:follow|like|find|join) (?:us|me|the authors?|@\w+|[\p{L}.'’ -]{2,50}) on (?:twitter|facebook|instagram|x|linkedin|youtube|telegram|whatsapp|tiktok|threads|bluesky|mastodon)\b.{0,120}$/u,
  /^follow (?:@\w+|us)\b.{0,80}$/u,
);
const ADVERT = any(
  /^(?:-+ ?|\[ ?|\( ?)?(?:advertisements?|advertising|sponsored(?: content| by .{1,40})?|promoted(?: content)?|ad|paid (?:content|post|partner content)|partner content)(?: ?-+| ?\]| ?\))?$/u,
  /^(?:support (?:our|us|independent|quality) .{0,60}|donate (?:now|today|here)|make a (?:donation|contribution)|become a (?:member|subscriber|supporter)\b.{0,60}|already a (?:member|subscriber)\b.{0,60}|log ?in|sign in|create an? (?:free )?account|download (?:our|the) .{0,40}\bapp\b.{0,40})[.!?]?$/u,
);
const LEGAL = any(
  /^(?:copyright\b.{0,4}|©|\(c\)) ?(?:(?:by )?[\p{L}\p{N}.,&'’ -]{0,60})?(?:\d{4})\b.{0,200}$/u,
  /^(?:all rights reserved|terms (?:of (?:use|service)|and conditions)|privacy policy|cookie (?:policy|settings)|about us|contact us|advertise with us)\b.{0,80}$/u,
  /^(?:this )?(?:material|content|article|story) may not be (?:published|reproduced|republished)\b.{0,200}$/u,
  /^this (?:article|story|post|piece|report|column|content|interview) (?:has been |was |is |has |first |originally )+(?:appeared|published|produced|republished|syndicated|reprinted|provided)\b.{0,160}$/u,
);
const CONTACT = any(
  /^(?:contact|e-?mail|write to|reach|call|phone|tel|send (?:us )?(?:your )?(?:tips?|letters?|comments?|news|feedback)|got a (?:tip|story|question)|have (?:a|you got a?) ?(?:tip|story|news tip|question|something to say)|do you (?:have|know) (?:a|more|any)\b|to contact|for (?:more|further) (?:information|details))\b.{0,200}(?:\S+@\S+\.\p{L}{2,}|https?:\/\/|\bwww\.|\+?\(?\d[\d ()-]{6,}\d).{0,80}$/u,
  /^(?:the )?(?:author|writer|reporter|reporters|editor|newsroom|newsdesk) (?:of this (?:story|article|report) )?can be (?:reached|contacted)\b.{0,200}$/u,
  /^\(?(?:e-?mail|tel|phone|twitter|contact)\s?: ?\S.{0,80}\)?$/u,
  /^\S+@\S+\.\p{L}{2,}$/u,
  /^(?:https?:\/\/|www\.)\S+$/u,
);
const SIGNS_ONLY = /^[^\p{L}\p{N}]+$/u;
const END_MARK = /^(?:#{2,}|-30-|ends?|\*{3,})$/iu;

/** Link labels, newsletter boxes, share lines, adverts, copyright and contact lines. */
export function isBoilerplate(line: string): boolean {
  if (SIGNS_ONLY.test(line) || END_MARK.test(line)) return true;
  if ([LINK_LABEL, SHARE, ADVERT, CONTACT].some((pattern) => pattern.test(line))) {
    return !SPEECH.test(line) || LINK_LABEL_SURE.test(line);
  }
  return LEGAL.test(line) || (NEWSLETTER.test(line) && !SPEECH.test(line));
}

/** Labels whose text is another story's headline, which may quote. */
const LINK_LABEL_SURE =
  /^(?:also read|read (?:also|more|next)|watch(?: now| more)?|see also|related(?: \p{L}+)?|more (?:from|on) [\p{L} .&'’-]{1,40}|recommended|don['’]t miss|listen(?: now)?)\s?[:|>»→]/iu;

const AGENCY =
  /\b(?:reuters|a\.?p\.?|associated press|afp|agence france-presse|getty(?: images)?|shutterstock|epa|efe|upi|tass|xinhua|dpa|ansa|alamy|bloomberg|profimedia|zuma(?: press| wire)?|istock(?:photo)?|pool|press association|pa(?: wire| media)?|anadolu|nurphoto|sipa(?: usa)?|rex(?: features)?|wikimedia(?: commons)?|flickr|corbis|keystone|imago|polaris|unsplash|pexels|handout|file photo|cc by(?:-sa)?)\b/iu;
const CREDIT_LABEL =
  '(?:(?:file |stock |cover |lead |main |header )?(?:photo(?:s|graphs?|graphy|graphers?)?|images?|pictures?|videos?|pics?|foto|illustrations?|graphics?|cartoon)(?: (?:credits?|source|copyright))?|credits?|copyright)';
const CREDIT_LINE = new RegExp(String.raw`^[([]?${CREDIT_LABEL} ?[:|©] ?\S`, 'iu');
const CREDIT_BY =
  /^[([]?(?:[Pp]hotos?|[Pp]hotographs?|[Ii]mages?|[Pp]ictures?|[Vv]ideo|[Ii]llustrations?|[Gg]raphics?|PHOTO|IMAGE)(?: (?:courtesy|provided|taken|supplied|credit))? (?:by|via|courtesy|of|courtesy of) (?=\p{Lu})/u;
const CAPTION_LABEL =
  /^[([]?(?:(?:pictured|above|below|caption) ?[:,(]|pictured (?:is|are|here)\b|(?:photo|image|media) caption\b|in this .{0,60}\b(?:photo|image|picture|frame grab|screenshot)|file ?(?:photo|image|picture)?(?: ?[-–—:]| of ))/iu;

/** A line that says who took a photograph, and nothing of the story. */
export function isCredit(line: string): boolean {
  const words = line.split(' ').length;
  if (words > 20 || SPEECH.test(line)) return false;
  if (CREDIT_LINE.test(line)) return words <= 12 || AGENCY.test(line);
  if (words > 12) return false;
  const by = CREDIT_BY.exec(line)?.[0].length ?? 0;
  return (by > 0 || AGENCY.test(line)) && isNameList(line, by);
}

/** "Stephan Goss / Shutterstock", "AP Photo/Evan Vucci", "Reuters": names and slashes only. "[Reuters]" cites. */
function isNameList(line: string, from: number): boolean {
  if (from === 0 && !/[/|©]/.test(line) && line.split(' ').length > 3) return false;
  if (/^\[|:$/.test(line)) return false;
  const bare = line.slice(from).replace(/^[([]|[)\].]$/g, '');
  if (/[.!?:;,]\s/.test(bare.replace(/\b\p{Lu}\.|\b(?:Jr|Sr)\./gu, ''))) return false;
  return bare
    .split(/[\s/|]+/u)
    .filter((word) => /\p{L}/u.test(word))
    .every(
      (word) =>
        /^[^\p{L}]*[\p{Lu}\p{Lo}]/u.test(word) ||
        /^(?:de|van|von|der|la|el|al|via|for|by|of|and|the|file|photo|image|pool)$/u.test(word),
    );
}

/** "Pictured: …", "In this Jan. 5 photo, …": a line that says it is a caption. */
export const isCaption = (line: string): boolean => CAPTION_LABEL.test(line) && !/[“”"].{30,}/u.test(line);

const NAME = String.raw`\p{Lu}[\p{L}\p{M}.'’-]*`;
const PARTICLE = '(?:de|del|della|di|da|van|von|der|den|la|le|el|al|bin|ibn|y|e)';
const NAMES = `${NAME}(?: (?:${PARTICLE} ){0,2}${NAME}){0,4}`;
const BYLINE = new RegExp(
  String.raw`^(?:(?:by|written by|words by|reported by|posted by|author:|story by|text by|from)\s?:? ${NAMES}(?:(?:,| and| &|, and) ${NAMES}){0,4}(?:(?:,? (?:for|in|at|of)(?: the)?|,| \||  ?[-–—]) [\p{L}\p{N} .,&'’-]{2,60}| \|.{0,60})?)$`,
  'u',
);
const CREW = any(
  /^[([]?(?:(?:additional |writing and |further )?(?:reporting|writing|editing|compiled|production|research|translation)(?: and (?:writing|editing))? by .{2,250})[\])]?\.?$/u,
  /^[\p{L}\p{M}.,'’& -]{3,160} contributed(?: reporting)? to this (?:report|story|article|piece|post)\b.{0,60}$/u,
  /^[\p{L}\p{M}.,'’& -]{3,160} contributed (?:reporting|writing)\b.{0,80}$/u,
);

/** A line that says who wrote the story. */
export const isByline = (line: string): boolean =>
  line.length <= 260 &&
  (CREW.test(line) || BYLINE.test(line.replace(/^(?:BY|WRITTEN BY)\b/i, (by) => by.toLowerCase())));

const MONTH =
  '(?:jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?\\.?|july?\\.?|aug(?:ust|\\.)?|sept?(?:ember|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?)';
const DAY = '(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?';
const TIME = String.raw`(?:[,|·•-]? ?(?:at )?\d{1,2}[:.]\d{2} ?(?:[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?)?`;
const DATE_LINE = new RegExp(
  String.raw`^(?:(?:first |last )?(?:published|updated|posted|modified|created|date)(?: on| at)?:? ?)?${DAY}(?:${MONTH} \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? ${MONTH},? \d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4})${TIME}\.?$`,
  'iu',
);
const DATED_LABEL =
  /^(?:first |last )?(?:published|updated|posted|modified)(?: on| at)?:? .{0,60}\d{1,2}[:.]\d{2}.{0,40}$/iu;

/** A line that says when, or when and where, the story was written. */
export const isDateline = (line: string): boolean =>
  line.length <= 90 && (DATE_LINE.test(line) || (DATED_LABEL.test(line) && !SPEECH.test(line)));

const PLACE = String.raw`\p{Lu}[\p{Lu}.'’/-]+(?: [\p{Lu}.'’/-]+){0,3}(?:, \p{Lu}[\p{L}. ]{1,25})?`;
const MONTH_IN_DATELINE = String.raw`(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{Ll}{0,6}\.?`;
const SHORT_DATE = String.raw`(?:,? (?:${MONTH_IN_DATELINE} \d{1,2}|\d{1,2} ${MONTH_IN_DATELINE}))?`;
const WIRE = String.raw`\((?:AP|Reuters|REUTERS|AFP|CNN|UPI|dpa|DPA|Xinhua|TASS|EFE|ANSA|Bloomberg|PA|Interfax|Kyodo)\)`;
const WIRE_PREFIX = new RegExp(
  String.raw`^(?:${PLACE}${SHORT_DATE}|\p{Lu}[\p{L}. ,'’-]{1,40}${SHORT_DATE})? ?${WIRE} ?[-–—]{1,2} ?`,
  'u',
);
/** "DELTA BAY, May 4 (QT) —": after a place in capitals, or a place and a date, any agency. */
const AGENCY_PREFIX = new RegExp(
  String.raw`^(?:${PLACE}${SHORT_DATE}|\p{Lu}[\p{L} .'’-]{1,40}, (?:${MONTH_IN_DATELINE} \d{1,2}|\d{1,2} ${MONTH_IN_DATELINE})) \(\p{Lu}[\p{L}. /&-]{1,24}\) ?[-–—]{1,2} `,
  'u',
);
/** "Delta Bay (QTA) – The army": not what dashes set off ("Ana Reis (QTP) – Delta's mayor – said"). */
const INITIALS_PREFIX =
  /^\p{Lu}\p{Ll}[\p{L}.'’-]{0,20}(?: \p{Lu}[\p{L}.'’-]{0,20}){0,2} \(\p{Lu}{2,5}\) ?[–—-]{1,2} (?=\p{Lu}[^.!?–—]{10,300}(?:[.!?]|$))/u;
const CITY_PREFIX = new RegExp(
  String.raw`^(?!EXCLUSIVE|BREAKING|UPDATE|WATCH|OPINION|VIDEO|ANALYSIS|CORRECTION)(?:\p{Lu}{4}[\p{Lu}.'’ -]{0,30}|\p{Lu}{2,3}(?: [\p{Lu}.'’-]{2,15}){1,3})(?:, \p{Lu}[\p{L}. ]{1,25})?${SHORT_DATE} ?[–—] `,
  'u',
);

/** Length of a dateline such as "LISBON (AP) — " at the beginning of a paragraph; 0 without one. */
export function datelineLength(paragraph: string): number {
  const beginning = paragraph.slice(0, 120);
  const match = [WIRE_PREFIX, AGENCY_PREFIX, CITY_PREFIX]
    .map((prefix) => prefix.exec(beginning))
    .find(Boolean);
  return (match ?? INITIALS_PREFIX.exec(paragraph.slice(0, LONGEST_LINE)))?.[0].length ?? 0;
}

/** Link labels in brackets inside running text: "(more on CNN)". */
export const INLINE_LABEL =
  /[([]\s?(?:(?:(?:read|see|find out|learn|watch|hear) )?more (?:on|at|in|from|here|about|details)\b(?! (?:that|this|these|those|it|him|her|them)\b)[^()[\]]{0,60}|(?:read|watch|see|listen to|view) (?:the |our |also |full |more )[^()[\]]{0,50}\b(?:story|article|video|report|here|below|coverage|interview|page \d+)|(?:click|tap|read|watch) here[^()[\]]{0,40}|(?:story|article) continues below[^()[\]]{0,20}|see also:? [^()[\]]{2,60})\s?[)\]]/giu;

/** A credit glued to the words before it ("in SoledarPhoto: …") or right after their full stop. */
export const GLUED_CREDIT =
  /(?:(?<=[\p{Ll}\p{Nd}.!?)”"’'])|(?<=[.!?)”"’'] ))[([]?(?:(?:File |Stock )?(?:Photo(?:s|graphs?|graphy)?|Images?|Pictures?|Videos?|Foto|Illustrations?|Graphics?)(?: [Cc]redits?| [Ss]ource| [Bb]y| [Cc]ourtesy of)?|Credits?|Copyright|PHOTO|IMAGE|CREDIT):\s?\S/gu;
/** A credit in brackets at the end of a caption: "(AP Photo/Evan Vucci)", "(Photo by … / Getty Images)". */
export const BRACKETED_CREDIT = /[([](?=[^()[\]]{2,120}[)\]]\.?$)/gu;
