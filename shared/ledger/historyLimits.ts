/**
 * Days that a version stays readable after a newer one replaced it: as long as the uploads bucket keeps replaced objects,
 * so that claims and their source go together.
 */
export const HISTORY_DAYS = 30;

/**
 * Past versions that are kept of one article. Every write to it looks at all of them: 100 are some 120 KB, 15 read units.
 * An article in the news for a day is corrected some 20 times.
 */
export const MAX_PAST_VERSIONS = 100;
