/** Of two values of a field about publication, the one after which the public sees less. */
import type { FieldPath, FieldValue } from './merge.ts';

/** From what shows nothing to what shows most. */
const statuses: readonly FieldValue[] = ['withdrawn', 'draft', 'review', 'published'];

type Choice = (ours: FieldValue, theirs: FieldValue) => FieldValue;

/** The smaller one of two days, as texts of `YYYY-MM-DD`; a day before none. */
const earlier: Choice = (ours, theirs) => {
  if (typeof ours !== 'string') return theirs;
  return typeof theirs === 'string' && theirs < ours ? theirs : ours;
};

/** The larger one; a day before none: without one it is shown at once. */
const later: Choice = (ours, theirs) => {
  if (typeof ours !== 'string') return theirs;
  return typeof theirs === 'string' && theirs > ours ? theirs : ours;
};

/** Whether a consent says when it ends, or has ended. */
const isLimited = (consent: FieldValue) =>
  typeof consent === 'object' && consent !== null && ('withdrawnOn' in consent || 'expiresOn' in consent);

/** The consent that ends: without any, nothing says that it has ended. */
const endingConsent: Choice = (ours, theirs) =>
  ours === undefined || (isLimited(theirs) && !isLimited(ours)) ? theirs : ours;

/** What is in both lists. */
const both: Choice = (ours, theirs) =>
  Array.isArray(ours) && Array.isArray(theirs) ? ours.filter((item: FieldValue) => theirs.includes(item)) : ours;

const choices: Readonly<Record<string, Choice>> = {
  status: (ours, theirs) => (statuses.indexOf(theirs) < statuses.indexOf(ours) ? theirs : ours),
  publishOn: later,
  expireOn: earlier,
  'consent.scope': both,
  'consent.expiresOn': earlier,
  'consent.withdrawnOn': earlier,
  consent: endingConsent,
};

/**
 * What stays of two values of a field that two offices changed, each to something else: of those about publication the one
 * that shows less, of others ours.
 * @param path the place of the field in the entry
 */
export function lessShown(path: FieldPath, ours: FieldValue, theirs: FieldValue): FieldValue {
  const [first, ...rest] = path;
  const choice = first === 'publication' ? choices[rest.join('.')] : undefined;
  return choice === undefined ? ours : choice(ours, theirs);
}
