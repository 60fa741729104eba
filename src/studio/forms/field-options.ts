/** The options of every field. */
export interface FieldWords {
  label: string;
  /** Help under the field, for somebody who fills the form in for the first time. */
  description?: string;
  required?: boolean;
}
