/** The options of every field. */
export interface FieldWords {
  label: string;
  /** Help under the field, for somebody who fills the form in for the first time. */
  description?: string;
  required?: boolean;
}

/** The options of a day. */
export interface DayWords extends FieldWords {
  /** Where the day lies that is meant where no year is typed; in this year, where nothing is said. */
  lies?: 'behind' | 'ahead';
}
